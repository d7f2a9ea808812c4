"""The civic site: one Flask application, made for one instance folder.

It reads the instance and its database, and never writes outside the instance's
`var/`. Services (home, permits, places …) do not know one another; `app` collects them.
"""

from __future__ import annotations

from tlkit.site.app import create_app

__all__ = ["create_app"]
