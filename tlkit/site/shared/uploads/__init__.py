"""Files that people send: PDF, JPEG and PNG, known by their content, sealed outside of the web root.

Nothing that was sent is trusted: not its name, not its type, not its size. Pictures are drawn
anew, documents with anything active in them are refused. Who may see a file is its owner's rule.
"""

from tlkit.site.shared.uploads.models import Upload
from tlkit.site.shared.uploads.refusals import RefusedUpload
from tlkit.site.shared.uploads.requests import taking_uploads
from tlkit.site.shared.uploads.responses import respond
from tlkit.site.shared.uploads.services import (
    Received,
    contents,
    discard,
    file_away,
    join_pictures,
    keep,
    receive,
    receive_pictures,
    store,
)

__all__ = [
    "Received",
    "RefusedUpload",
    "Upload",
    "contents",
    "discard",
    "file_away",
    "join_pictures",
    "keep",
    "receive",
    "receive_pictures",
    "respond",
    "store",
    "taking_uploads",
]
