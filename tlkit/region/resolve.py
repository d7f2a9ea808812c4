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

FILE_LIKE = re.compile(r"[/\\]|\.[A-Za-z]{2,5}$")
"""What was typed as a path, not as the name of a place."""


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
        Text(
            f"Give the code instead, the first column, such as {meant[0].code}.",
            f"Sebut kodenya saja, yaitu kolom pertama, misalnya {meant[0].code}.",
        ),
    )


def _nothing(what: str) -> tuple[Text, Text]:
    return _no_region_file(what) or _province(what) or _unknown(what)


def _no_region_file(what: str) -> tuple[Text, Text] | None:
    """Said of a folder or file that stands there and is no region file."""
    try:
        kind = "folder" if Path(what).is_dir() else "file" if Path(what).is_file() else ""
    except (OSError, ValueError):  # a name that nothing can have
        return None
    if not kind or not what:
        return None
    shown = visible(what)
    right = Text(
        "Name a region file (.yaml), a place or its code, such as 36.71.",
        "Sebut berkas daerah (.yaml), nama daerah, atau kodenya, seperti 36.71.",
    )
    bare = Text(f"The folder {shown} holds no {FILE_NAME}.", f"Folder {shown} tidak berisi {FILE_NAME}.")
    other = Text(f"{shown} is not a region file.", f"{shown} bukan berkas daerah.")
    return bare if kind == "folder" else other, right


def _province(what: str) -> tuple[Text, Text] | None:
    """Said of a province, by name or code: sites are made of its cities and regencies."""
    wanted = codes.folded(what)
    named = ((one.province, one.code[:2]) for one in codes.regencies())
    province = next((name for name, code in named if wanted in (code, codes.folded(name))), None)
    if not province:
        return None
    return (
        Text(f"{province} is a province.", f"{province} adalah provinsi."),
        Text(
            f'Choose one of its cities and regencies: tlkit regions "{province}"',
            f'Pilih salah satu kota atau kabupatennya: tlkit regions "{province}"',
        ),
    )


def _unknown(what: str) -> tuple[Text, Text]:
    shown = visible(what)
    wrong = Text(f"No region is called `{shown}`.", f"Tidak ada daerah bernama `{shown}`.")
    near = codes.near(what)
    name = nearest(what, packaged_names())
    if FILE_LIKE.search(what):
        return (
            Text(f"There is no file or folder {shown}.", f"Tidak ada berkas atau folder {shown}."),
            Text("Check its name and its folder.", "Periksa nama dan foldernya."),
        )
    if near:
        meant = f"{near.name} ({near.code})"
        return wrong, Text(f"Did you mean {meant}?", f"Maksudnya {meant}?")
    if name:
        return wrong, Text(f"Did you mean {name}?", f"Maksudnya {name}?")
    return wrong, Text("Look it up with `tlkit regions NAME`.", "Cari dengan `tlkit regions NAMA`.")
