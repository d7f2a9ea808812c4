"""Which days an office works, and when a promise made in days or hours falls due.

Pure but for the library that knows Indonesia's holidays: no clock, no database, no page.
Promises count public holidays, joint leave (cuti bersama) and the region's own days as free.
"""

from tlkit.site.shared.workdays.calendar import Calendar, Due
from tlkit.site.shared.workdays.free import Free, Layer

__all__ = ["Calendar", "Due", "Free", "Layer"]
