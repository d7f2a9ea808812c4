"""Electronic signatures: the service of BSrE asked over HTTP, and what it gave back verified.

It knows no database. NIK and passphrase are passed through and never stored, logged or shown
in an error. What it returns is signed, whole, the same document, and trusted; or it raises.
"""

from tlkit.site.permits.certificates.signing.bsre import Bsre
from tlkit.site.permits.certificates.signing.failures import SigningFailed
from tlkit.site.permits.certificates.signing.verify import roots_of, verify

__all__ = ["Bsre", "SigningFailed", "roots_of", "verify"]
