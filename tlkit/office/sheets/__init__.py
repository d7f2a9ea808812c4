"""The working catalogue's permits as a spreadsheet, because that is what offices have.

One sheet of permits, and one each of their requirements, form fields, steps and legal
bases. What has no column is left as it is when the sheet comes back; so is what somebody
else changed meanwhile in a permit that was not touched in the sheet.
"""

from tlkit.office.sheets.back import Imported, import_sheets
from tlkit.office.sheets.out import export

__all__ = ["Imported", "export", "import_sheets"]
