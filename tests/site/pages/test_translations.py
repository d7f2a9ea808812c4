"""English says everything that Indonesian says: no sentence missing, none left over, compiled as written."""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

import tlkit.site

SITE = Path(tlkit.site.__file__).parent
ENGLISH = SITE / "translations" / "en" / "LC_MESSAGES"
MENDING = "see tlkit/site/translations/babel.cfg"


def key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def english() -> Catalog:
    with (ENGLISH / "messages.po").open("rb") as file:
        return read_po(file, locale="en")


def sentences() -> set[str]:
    """Every sentence of the pages, as written."""
    found = extract_from_dir(
        SITE, [("**/templates/**.html", "jinja2")], {"**/templates/**.html": {"trimmed": "true"}}
    )
    return {message if isinstance(message, str) else message[0] for _, _, message, _, _ in found}


def test_every_sentence_has_its_english() -> None:
    translated = {key(message) for message in english() if message.id and message.string}
    written = sentences()
    assert len(written) > 100
    assert written - translated == set(), MENDING
    assert translated - written == set(), MENDING


def test_translations_keep_the_blanks_to_fill() -> None:
    for message in english():
        one, *many = [message.string] if isinstance(message.string, str) else list(message.string)
        assert blanks(one) ^ blanks(key(message)) <= ({"num"} if many else set()), one
        assert all(blanks(text) == blanks(key(message)) for text in many), many


def blanks(text: str) -> set[str]:
    words = {part.split(")")[0] for part in text.split("%(")[1:]}
    return words | ({"{}"} if "{}" in text else set())


def test_the_compiled_file_is_the_written_one() -> None:
    with (ENGLISH / "messages.mo").open("rb") as file:
        compiled = read_mo(file)
    assert {key(each): list(each.string) for each in compiled if each.id} == {
        key(each): list(each.string) for each in english() if each.id
    }, MENDING
