"""Lists edited row by row on a page that needs no script: papers, questions, steps.

The page carries the whole list: each row as it stood when the page was opened, what was typed
over it, and whether it is taken out. Every button sends all of it, so nothing typed is lost
and nothing is stored before the list is planned and applied. No IO.
"""

from tlkit.site.permits.overlays.rows import listed
from tlkit.site.permits.overlays.rows.kinds import LISTS
from tlkit.site.permits.overlays.rows.listed import Row, RowKind

__all__ = ["LISTS", "Row", "RowKind", "listed"]
