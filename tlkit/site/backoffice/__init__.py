"""The officers' frame: sign-in, menu, start page, people.

It knows no service; services hang their pages in it.
"""

from tlkit.site.backoffice.gate import actor, current_officer, officers, signed_in

__all__ = ["actor", "current_officer", "officers", "signed_in"]
