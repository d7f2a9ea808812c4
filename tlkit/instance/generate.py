"""One region file becomes one folder: read, render, dress, list, try out, then move into place."""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tlkit.errors import ExitCode, Text, TlkitError
from tlkit.instance.brand import write_colours, write_icons
from tlkit.instance.context import context_of
from tlkit.instance.manifest import write_manifest
from tlkit.instance.render import render
from tlkit.instance.room import room
from tlkit.instance.template import Template, prepared
from tlkit.instance.wheel import WHEELS
from tlkit.reasons import reason
from tlkit.region import Region, load

Check = Callable[[Path], None]
Report = Callable[[str], None]

STEPS: dict[str, Text] = {
    "read": Text("Reading the region file", "Membaca berkas daerah"),
    "render": Text("Writing the folder", "Menulis folder"),
    "brand": Text("Drawing colours, ornament and icons", "Menggambar warna, ragam hias, dan ikon"),
    "check": Text("Starting the site once", "Mencoba menyalakan situs"),
    "place": Text("Putting it in place", "Menempatkan hasilnya"),
}
"""The steps of one generation, in order; `report` is called with the name of each as it begins."""

ERROR_NUMBER = re.compile(r"\[Errno ([0-9]+)\]")
"""How `shutil.Error` tells of the errors of several files: in words only."""

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


class TargetExists(TlkitError):
    """Something already stands where the instance should go."""

    exit_code = ExitCode.INPUT

    def __init__(self, target: Path) -> None:
        super().__init__(
            Text(
                f"{target} is there already; nothing was changed.",
                f"{target} sudah ada; tidak ada yang diubah.",
            ),
            Text(
                "Choose another place with -o, or move that folder away first.",
                "Pilih tempat lain dengan -o, atau pindahkan dulu folder itu.",
            ),
        )


class CannotWrite(TlkitError):
    """The disk is full, or the folder is not ours to write."""

    def __init__(self, place: Path, error: OSError) -> None:
        code = error_number(error)
        if code in FULL:
            message = Text(f"There is no room left for {place}.", f"Tidak ada ruang lagi untuk {place}.")
            hint = Text(
                "Free some disk space and run it again.", "Kosongkan sebagian disk, lalu jalankan lagi."
            )
        elif code in FORBIDDEN:
            message = Text(f"You may not write to {place}.", f"Anda tidak boleh menulis ke {place}.")
            hint = Text("Choose a folder of your own with -o.", "Pilih folder milik Anda dengan -o.")
        else:
            why = reason(OSError(code, os.strerror(code)) if code else error)
            message = Text(f"{place} cannot be written: {why.en}.", f"{place} tidak dapat ditulis: {why.id}.")
            hint = Text("Choose another folder with -o.", "Pilih folder lain dengan -o.")
        super().__init__(message, hint)


@dataclass(frozen=True)
class Order:
    """One instance to make: from which file, to where, with which security headers, with which wheel."""

    region_file: Path
    target: Path
    headers: Mapping[str, str]
    wheel: Path | None = None


def generate(
    region_file: Path,
    target: Path,
    *,
    headers: Mapping[str, str],
    check: Check,
    report: Report | None = None,
    wheel: Path | None = None,
) -> Path:
    """Make the instance folder `target` of a region file, whole or not at all; returns it.

    `headers` are the site's security headers, for nginx. `check` tries the finished folder out
    and raises where it does not work. `wheel` is carried along for a region without an index.
    Raises `InputError` for a wrong region file, `TargetExists`, `CannotWrite`, and what `check` raises.
    """
    said = report or (lambda step: None)
    said("read")
    region = load(region_file)
    with writing(target), prepared() as template:
        return build(Order(region_file, target, headers, wheel), region, template, check, said)


def build(order: Order, region: Region, template: Template, check: Check, report: Report) -> Path:
    """Make one ordered instance of a loaded region; as `generate`, for many in one process."""
    target = Path.cwd() / order.target
    if os.path.lexists(target):
        raise TargetExists(target)
    with writing(target), parents(target.parent), room(target.parent) as place:
        report("render")
        instance = files(order, region, template, place)
        report("brand")
        write_icons(region, instance)
        write_manifest(instance, region)
        report("check")
        check(instance)
        report("place")
        move(instance, target)
    return target


def files(order: Order, region: Region, template: Template, place: Path) -> Path:
    """The instance without its icons: rendered and checked, with what the region brings and its colours."""
    context = context_of(region, order.headers)
    instance = render(template, context, place)
    carry(order, region, instance)
    write_colours(region, instance)
    return instance


def carry(order: Order, region: Region, instance: Path) -> None:
    """Copy the region file byte for byte, the files it names to the same names, and the wheel."""
    shutil.copyfile(order.region_file, instance / "region.yaml")
    root = region.office.root if region.office else None
    for name in filter(None, (region.branding.logo, region.boundaries, root)):
        copy = instance / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(region.folder / name, copy)
    if root:
        shutil.copyfile(region.folder / root, instance / "trust" / "root.json")
    if order.wheel:
        shutil.copyfile(order.wheel, instance / WHEELS / order.wheel.name)


def move(instance: Path, target: Path) -> None:
    """Give the finished folder its name, unless another run has taken it meanwhile."""
    try:
        instance.rename(target)
    except OSError as error:
        if error.errno in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR):
            raise TargetExists(target) from error
        raise


@contextmanager
def parents(folder: Path) -> Iterator[None]:
    """Make the folders above the target; when the work fails, remove those that were not there."""
    made = [place for place in (folder, *folder.parents) if not place.exists()]
    if not made and not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        for place in made:
            remove_empty(place)
        raise


def remove_empty(folder: Path) -> None:
    """Remove a folder, if nothing is in it."""
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


@contextmanager
def writing(place: Path) -> Iterator[None]:
    """Say in plain words why `place` could not be written."""
    try:
        yield
    except OSError as error:
        raise CannotWrite(place, error) from error


def error_number(error: BaseException) -> int | None:
    """The operating system's number of an error, or of the one that it wraps or speaks of."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, OSError) and seen.errno:
            return seen.errno
        told = ERROR_NUMBER.search(str(seen)) if isinstance(seen, shutil.Error) else None
        if told:
            return int(told[1])
        seen = seen.__cause__ or seen.__context__
    return None
