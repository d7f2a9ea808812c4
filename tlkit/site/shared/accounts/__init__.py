"""Who may work here: accounts, their roles, sign-ins, invitations, leave and substitutes.

It knows people and passwords, and no case, permit or page. Passwords are kept as argon2id
hashes, the secrets of one-time codes sealed under a key outside of the database.
"""

from tlkit.site.shared.accounts.models import Account, AccountRole, Invitation, Leave, SignIn, Substitute
from tlkit.site.shared.accounts.officer import ROLES, Officer

__all__ = ["ROLES", "Account", "AccountRole", "Invitation", "Leave", "Officer", "SignIn", "Substitute"]
