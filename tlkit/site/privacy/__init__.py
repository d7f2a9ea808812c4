"""The pages of people's rights over their data: requests, notices, the register, the officers' desk.

The rules stand in `tlkit.site.shared.privacy`; it knows no other service.
"""

from tlkit.site.privacy.service import SERVICE

__all__ = ["SERVICE"]
