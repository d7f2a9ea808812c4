"""What a person means by a region: a name, a file, a code or a place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import tlkit
from tlkit.errors import Text
from tlkit.mistakes import nearest, visible
from tlkit.region import codes, draft
from tlkit.region.codes import Regency
from tlkit.region.fill import to_fill
from tlkit.region.load import load

FILE_NAME = "region.yaml"
CODE = re.compile(r"^\s*([0-9]{2})\.?([0-9]{2})\s*$")


@dataclass(frozen=True, slots=True)
class Resolved:
    """A region file: whether it was drafted just now, and the names that are yet to be filled in."""

    path: Path
    drafted: bool
    to_fill: tuple[str, ...]


def packaged() -> Path:
    """The folder of the region files that come with the kit, in a checkout as when installed."""
    package = Path(tlkit.__file__).resolve().parent
    installed = package / "regions"
    return installed if installed.is_dir() else package.parent / "regions"


def packaged_names() -> tuple[str, ...]:
    """The names of the region files that come with the kit."""
    return tuple(sorted(path.parent.name for path in packaged().glob(f"*/{FILE_NAME}")))


def resolve(what: str, into: Path) -> Resolved:
    """The region file meant by `what`: a packaged name, a path, a Kemendagri code or a place name.

    A code or place with a packaged file gives that file. Otherwise a draft is written to
    `into/<slug>/region.yaml`, with its logo; a file that already stands there is kept and used.
    Raises codes.NotFound where nothing or more than one region is meant, InputError where its file is wrong.
    """
    path = _named_file(what)
    drafted = False
    if path is None:
        regency = _regency(what)
        path = _packaged_file(regency) or into / draft.slug_of(regency.name) / FILE_NAME
        drafted = not path.exists()
        if drafted:
            draft.write(regency.code, path)
    return Resolved(path, drafted, to_fill(load(path)))


def _named_file(what: str) -> Path | None:
    if what in packaged_names():
        return packaged() / what / FILE_NAME
    path = Path(what)
    if path.suffix.lower() in (".yaml", ".yml"):
        return path
    try:
        return path / FILE_NAME if what and (path / FILE_NAME).is_file() else None
    except (OSError, ValueError):  # a name that no folder can have
        return None


def _packaged_file(regency: Regency) -> Path | None:
    path = packaged() / draft.slug_of(regency.name) / FILE_NAME
    return path if path.is_file() else None


def _regency(what: str) -> Regency:
    code = CODE.match(what)
    if code:
        return codes.known(f"{code[1]}.{code[2]}")
    meant = codes.named(what.replace("-", " ") if what.islower() else what)
    if len(meant) == 1:
        return meant[0]
    raise codes.NotFound(*(_several(what, meant) if meant else _nothing(what)))


def _several(what: str, meant: tuple[Regency, ...]) -> tuple[Text, Text]:
    listed = "".join(f"\n  {regency.code}  {regency.name}, {regency.province}" for regency in meant)
    shown = visible(what)
    return (
        Text(
            f"`{shown}` can mean {len(meant)} regions:{listed}",
            f"`{shown}` dapat berarti {len(meant)} daerah:{listed}",
        ),
        Text("Give the code, such as the first column.", "Tulis kodenya, yaitu kolom pertama."),
    )


def _nothing(what: str) -> tuple[Text, Text]:
    shown = visible(what)
    wrong = Text(f"No region is called `{shown}`.", f"Tidak ada daerah bernama `{shown}`.")
    near = codes.near(what)
    name = nearest(what, packaged_names())
    if near:
        meant = f"{near.name} ({near.code})"
        return wrong, Text(f"Did you mean {meant}?", f"Maksudnya {meant}?")
    if name:
        return wrong, Text(f"Did you mean {name}?", f"Maksudnya {name}?")
    return wrong, Text("Look it up with `tlkit regions NAME`.", "Cari dengan `tlkit regions NAMA`.")
