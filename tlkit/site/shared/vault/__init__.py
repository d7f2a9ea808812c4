"""What keeps personal data unreadable outside of the site: keys, sealing, search by exact value.

Keys stand in `var/secrets/keys.json` or in the setting `TLKIT_KEYS`, never in the database
and never in git. It knows no table; a column of any table may have one of its sealed types.
"""

from tlkit.site.shared.vault.columns import SealedJSON, SealedText
from tlkit.site.shared.vault.sealing import Kind, Unreadable, Vault, vault

__all__ = ["Kind", "SealedJSON", "SealedText", "Unreadable", "Vault", "vault"]
