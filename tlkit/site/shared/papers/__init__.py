"""Papers as PDF: the region's letterhead, paragraphs, tables, a QR code, a place to sign.

It knows no service and no database. The same input gives the same bytes; the date in a file is
the one it is given. What the region has not supplied is absent from the letterhead.
"""

from tlkit.site.shared.papers.head import draw_head
from tlkit.site.shared.papers.letterhead import Letterhead
from tlkit.site.shared.papers.letters import printable
from tlkit.site.shared.papers.paper import Paper, strip
from tlkit.site.shared.papers.signature import Signature, draw_signature, make_room

__all__ = [
    "Letterhead",
    "Paper",
    "Signature",
    "draw_head",
    "draw_signature",
    "make_room",
    "printable",
    "strip",
]
