"""Checks documents. A PDF is kept byte for byte, so that signatures and e-meterai in it stay valid.

What would have to be taken out of it is therefore a reason to refuse it: scripts, actions
that start programs or send data, files within the file. Links to web pages are harmless.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tlkit.site.shared.uploads.refusals import (
    RefusedUpload,
    active_pdf,
    damaged,
    encrypted_pdf,
    too_many_pages,
)

if TYPE_CHECKING:
    from pypdf import PdfReader
    from pypdf.generic import DictionaryObject

MAX_PAGES = 200
MAX_OBJECTS = 60_000

ACTIONS = {
    *("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/Rendition", "/Movie", "/Sound"),
    "/RichMediaExecute",
}
ACTIVE_KEYS = {"/JavaScript", "/EmbeddedFiles", "/EF", "/XFA"}
ACTIVE_NOTES = {"/FileAttachment", "/RichMedia", "/Screen", "/3D", "/Movie", "/Sound"}
ACTIVE_NAMES = re.compile(rb"/(?:JavaScript|EmbeddedFiles?|RichMedia|Launch)\b")
"""Long enough never to occur by chance in compressed data; finds them in older revisions too."""

# Its warnings about odd files are for programmers, and quote what stands in the file.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def check_pdf(content: bytes) -> int:
    """The number of pages of a harmless PDF. Raises `RefusedUpload`."""
    try:
        return pages_of(content)
    except RefusedUpload:
        raise
    except Exception as error:  # whatever a parser meets in a file made to hurt it
        raise damaged() from error


def pages_of(content: bytes) -> int:
    # Imported here and below: a quarter of a second that pages without a PDF need not wait for.
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content), strict=False)
    # One that only forbids changes opens with an empty password, as in any reader.
    if reader.is_encrypted and not reader.decrypt(""):
        raise encrypted_pdf()
    if ACTIVE_NAMES.search(content) or any(map(is_active, dictionaries(reader))):
        raise active_pdf()
    pages = len(reader.pages)
    if pages > MAX_PAGES:
        raise too_many_pages(MAX_PAGES)
    if pages == 0:
        raise damaged()
    return pages


def is_active(found: DictionaryObject) -> bool:
    """Whether a dictionary of the file does something, or carries another file."""
    return (
        value_of(found, "/S") in ACTIONS
        or not ACTIVE_KEYS.isdisjoint(found)
        or (value_of(found, "/Subtype") in ACTIVE_NOTES and "/Rect" in found)
    )


def value_of(found: DictionaryObject, key: str) -> str:
    """The name that stands under a key, also by way of a reference."""
    value = found.get(key)
    return str(value) if isinstance(value, str) else ""


def dictionaries(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every dictionary of the file, wherever it stands."""
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

    waiting: list[Any] = [reader.trailer]
    numbers = {number for table in reader.xref.values() for number in table} | set(reader.xref_objStm)
    if len(numbers) > MAX_OBJECTS:
        raise damaged()
    waiting.extend(reader.get_object(IndirectObject(number, 0, reader)) for number in sorted(numbers))
    seen = 0
    while waiting:
        found = waiting.pop()
        seen += 1
        if seen > MAX_OBJECTS * 20:
            raise damaged()
        if isinstance(found, DictionaryObject):
            yield found
            waiting.extend(within(found.values()))
        elif isinstance(found, ArrayObject):
            waiting.extend(within(found))


def within(values: Any) -> Iterator[Any]:
    """The dictionaries and lists that stand in place; those referred to are listed in the file's table."""
    from pypdf.generic import ArrayObject, DictionaryObject

    return (value for value in values if isinstance(value, (DictionaryObject, ArrayObject)))
