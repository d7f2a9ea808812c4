"""The questions of a form: what was typed becomes a value, or a sentence that says what to mend.

Pure: no request, no database, no clock. Nothing that anyone can type makes a reader raise.
Each type of question is read, written back into inputs, and shown in words by one `Kind`.
"""

from tlkit.site.permits.applying.fields.base import Option, Question, Raw, Reading, Setting
from tlkit.site.permits.applying.fields.form import asked, read_form, write_form
from tlkit.site.permits.applying.fields.registry import KINDS, show

__all__ = [
    "KINDS",
    "Option",
    "Question",
    "Raw",
    "Reading",
    "Setting",
    "asked",
    "read_form",
    "show",
    "write_form",
]
