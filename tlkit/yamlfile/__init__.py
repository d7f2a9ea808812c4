"""Strict YAML: one document, no duplicate names, and every value knows where it stands.

Reading gives plain data: dict, list, str, int, float, bool, None and
`datetime.date`. What YAML 1.1 would quietly change stays text as it was typed:
`yes`, `on`, `0215551234`, `+62`, `16:00`. Names are always text. Lines and
columns are looked up only when there is something to report.
"""

from tlkit.yamlfile.document import Document, dotted
from tlkit.yamlfile.reading import read

__all__ = ["Document", "dotted", "read"]
