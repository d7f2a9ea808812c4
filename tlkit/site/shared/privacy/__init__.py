"""People's rights over their data (UU 27/2022): notices, requests, retention, the register.

Rules and writes; the pages stand in `tlkit.site.privacy`. It knows cases, but no service:
each declares what it keeps and how it forgets a person.
"""

from tlkit.site.shared.privacy.notice import Notice, notice, shown
from tlkit.site.shared.privacy.register import kept, register

__all__ = ["Notice", "kept", "notice", "register", "shown"]
