"""What machines ask of the site: the catalogue, how a case stands, and payments told by message.

It composes what the services have and adds nothing of its own. Described by OpenAPI 3.1 at
`/api/v1/openapi.json`, and for people at `/api/v1/`. Errors are JSON: `{"error": {"code", "message"}}`.
"""

from tlkit.site.api.register import open_api

__all__ = ["open_api"]
