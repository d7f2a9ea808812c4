"""The folder of a site on the command line, and what to say of one that is none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tlkit.errors import ExitCode, Text, TlkitError

if TYPE_CHECKING:
    PathType = click.ParamType[Path]
else:  # what a type converts to is not said at runtime in every click that fits
    PathType = click.ParamType

REGION_FILE = "region.yaml"
MAKE = Text("Make one with: tlkit new region NAME", "Buat dulu dengan: tlkit new region NAMA")


class NotASite(TlkitError):
    """The folder named is not one that `tlkit new region` made."""

    exit_code = ExitCode.INPUT


class SiteFolder(PathType):
    """The folder of a site, which holds a region file. Raises NotASite for any other."""

    name = "directory"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        folder = Path(value)
        if (folder / REGION_FILE).is_file():
            return folder
        raise NotASite(wrong(folder), meant(folder))


def wrong(folder: Path) -> Text:
    """What the path is instead of a site's folder."""
    if folder.is_dir():
        return Text(
            f"{folder} is not a site's folder: it holds no {REGION_FILE}.",
            f"{folder} bukan folder situs: tidak ada {REGION_FILE} di dalamnya.",
        )
    if folder.exists():
        return Text(f"{folder} is a file, not a site's folder.", f"{folder} itu berkas, bukan folder situs.")
    return Text(f"There is no folder {folder}.", f"Tidak ada folder {folder}.")


def meant(folder: Path) -> Text:
    """The sites that may have been meant: around a region file, or inside the folder."""
    if folder.name == REGION_FILE and folder.is_file():
        found = [folder.parent]
    else:
        found = sorted(file.parent for file in folder.glob(f"*/{REGION_FILE}")) if folder.is_dir() else []
    if not found:
        return MAKE
    listed = ", ".join(str(site) for site in found[:3])
    return Text(f"Did you mean {listed}?", f"Maksudnya {listed}?")


SITE = SiteFolder()
