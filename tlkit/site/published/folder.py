"""Generations on disk: `<generation>/<path>/index.html` with `.gz` and `.br`, and `current`.

A generation is written whole under a temporary name, renamed, and then named by the
link `current`, so that a reader finds all of it or none. Its name is a digest of what is
in it; file times come from the content too, so that nginx's validators agree on every host.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

import brotli

from tlkit.site.published.pages import Answer, Page, answer

INDEX = ".index.json"
SUFFIXES = {"br": ".br", "gzip": ".gz"}
KEPT = 2
"""The current generation, and the one that a reader may just be loading."""

EARLIEST, SPAN = 1_000_000_000, 500_000_000


class Unreadable(Exception):
    """A generation that is damaged or gone."""


def current_generation(published: Path) -> str | None:
    """The name of the current generation, or None before the first."""
    try:
        return (published / "current").readlink().name
    except OSError:
        return None


def write(published: Path, pages: Iterable[Page]) -> str:
    """Write a generation and make it current; returns its name. Nothing to do when it is there."""
    pages = sorted(pages, key=lambda page: page.path)
    generation = name_of(pages)
    present = current_generation(published)
    if generation != present or not (published / generation / INDEX).exists():
        published.mkdir(parents=True, exist_ok=True)
        before = published / present if present else None
        fresh = Path(tempfile.mkdtemp(prefix=".making-", dir=published))
        for page in pages:
            write_page(fresh, page, before)
        write_index(fresh, pages)
        put(fresh, published / generation)
        switch(published, generation)
    sweep(published, {generation, present})
    return generation


def name_of(pages: Iterable[Page]) -> str:
    """The name of a generation: a digest of its addresses and contents."""
    whole = sha256()
    for page in pages:
        whole.update(f"\n{page.path} {page.digest}".encode())
    return whole.hexdigest()[:16]


def write_page(folder: Path, page: Page, before: Path | None) -> None:
    """Write a page and its variants, taking over those of the generation before when nothing changed."""
    file = folder / page.file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(page.body)
    written = [file]
    if page.compressible:
        same = before is not None and is_same(before / page.file, page.body)
        for encoding, suffix in SUFFIXES.items():
            old = before / f"{page.file}{suffix}" if before is not None and same else None
            small = old.read_bytes() if old and old.exists() else compress(encoding, page)
            variant = file.with_name(file.name + suffix)
            variant.write_bytes(small)
            written.append(variant)
    changed = EARLIEST + int(page.digest, 16) % SPAN
    for path in written:
        os.utime(path, (changed, changed))


def is_same(file: Path, body: bytes) -> bool:
    """Whether a file holds exactly these bytes."""
    return file.exists() and file.read_bytes() == body


def compress(encoding: str, page: Page) -> bytes:
    """The bytes of a page in one encoding; what lasts as small as it goes.

    For pages quality 5 takes a thirtieth of the time of 9, and half a percent more bytes.
    """
    if encoding == "gzip":
        return gzip.compress(page.body, 9, mtime=0)
    small: bytes = brotli.compress(page.body, quality=11 if page.lasting else 5)
    return small


def write_index(folder: Path, pages: Iterable[Page]) -> None:
    """Say what the generation holds, for the processes that load it."""
    rows = [[page.path, page.file, page.type, page.cache, page.digest] for page in pages]
    (folder / INDEX).write_text(json.dumps({"pages": rows}), encoding="utf-8")


def put(fresh: Path, place: Path) -> None:
    """Give a finished folder its name, in place of a damaged one of that name."""
    fresh.chmod(0o755)
    if place.exists():
        shutil.rmtree(place)
    fresh.rename(place)


def switch(published: Path, generation: str) -> None:
    """Make a generation the current one, at once."""
    link = published / f".current-{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(generation)
    link.replace(published / "current")


def sweep(published: Path, kept: Iterable[str | None]) -> None:
    """Remove older generations and what an interrupted writer left."""
    for path in published.iterdir():
        if path.is_dir() and not path.is_symlink() and path.name not in kept:
            shutil.rmtree(path, ignore_errors=True)


def load(folder: Path) -> Mapping[str, Answer]:
    """A whole generation ready to be answered. Raises `Unreadable` when any of it is not right."""
    try:
        index = json.loads((folder / INDEX).read_text(encoding="utf-8"))
        return {row[0]: load_page(folder, *row) for row in index["pages"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Unreadable(str(error)) from error


def load_page(folder: Path, path: str, file: str, type_: str, cache: str, digest: str) -> Answer:
    """One page with its variants, checked against its digest."""
    page = Page(path, type_, cache, (folder / file).read_bytes())
    if page.digest != digest:
        raise Unreadable(f"{file} is damaged")
    small = {}
    if page.compressible:
        small = {name: (folder / f"{file}{suffix}").read_bytes() for name, suffix in SUFFIXES.items()}
    return answer(page, small)
