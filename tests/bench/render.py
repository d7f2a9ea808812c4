"""What instances cost, beside plain Jinja2 writing the same files and beside cookiecutter's command."""

from __future__ import annotations

import ctypes
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tests.bench.figure import Figure, in_turn
from tlkit.instance import Order, template_dir
from tlkit.instance.context import context_of
from tlkit.instance.generate import files
from tlkit.instance.manifest import write_manifest
from tlkit.instance.template import ROOT, Template, prepared
from tlkit.region import Region, codes, load
from tlkit.region.draft import write
from tlkit.site.headers import SECURITY_HEADERS

REGIONS = 36
PR_SET_CHILD_SUBREAPER = 36
TOP = Path(__file__).resolve().parents[2]

Drafts = list[tuple[Path, Region]]
Tree = dict[str, bytes]


def figures() -> Iterator[Figure]:
    """Rendering 36 regions, then the whole command for 36."""
    chosen = [regency.code for regency in codes.regencies()[::14]][:REGIONS]
    with tempfile.TemporaryDirectory(prefix="tlkit-bench-") as folder:
        work = Path(folder)
        yield rendering(chosen, work)
        yield commands(chosen, work)


def rendering(chosen: list[str], work: Path) -> Figure:
    """Template to checked files, icons and smoke start apart, against plain Jinja2 writing the same files."""
    drafts = [draft(code, work / "drafts") for code in chosen]
    regions = [(path, load(path)) for path in drafts]
    with prepared() as template:
        ours, theirs = work / "ours", work / "theirs"
        render_all(regions, template, fresh(ours))
        texts = {region.slug: tree(ours / region.slug) for _, region in regions}
        figures = in_turn(
            lambda: spent(render_all, regions, template, fresh(ours)),
            lambda: spent(jinja_all, regions, template, texts, fresh(theirs)),
        )
        assert tree(ours) == tree(theirs), "the two did not write the same files"
    return Figure(f"rendering {REGIONS} regions", *milliseconds(figures), "ms CPU", bar=3.0, worse="higher")


def commands(chosen: list[str], work: Path) -> Figure:
    """The whole command for all regions, icons and smoke start included, against cookiecutter's for each."""
    ours, theirs = work / "kit", work / "cookiecutter"
    kit = [sys.executable, str(TOP / "cli.py"), "new", "region", *chosen, "--json", "-o", str(ours)]
    peer = [sys.executable, "-m", "cookiecutter", "--no-input", "-o", str(theirs), str(template_dir())]
    figures = in_turn(
        lambda: cpu_of_all([kit], fresh(ours)),
        lambda: cpu_of_all([[*peer, f"slug=region-{slug}"] for slug in range(REGIONS)], fresh(theirs)),
    )
    floor, mine = reversed(milliseconds(figures))
    return Figure(
        f"cookiecutter for {REGIONS} against `tlkit new region`", floor, mine, "ms CPU", 1.5, "lower"
    )


def render_all(regions: Drafts, template: Template, out: Path) -> None:
    """Ours: rendered, checked, dressed in its colours and listed."""
    for path, region in regions:
        order = Order(path, out / region.slug, SECURITY_HEADERS)
        write_manifest(files(order, region, template, out), region)


def jinja_all(regions: Drafts, template: Template, texts: Mapping[str, Tree], out: Path) -> None:
    """The peer: one environment for all; what the template does not hold is written as it is known to be."""
    loader = FileSystemLoader(template.folder / ROOT)
    environment = Environment(loader=loader, undefined=StrictUndefined, keep_trailing_newline=True)
    for _, region in regions:
        context = {"cookiecutter": context_of(region, SECURITY_HEADERS)}
        known = dict(texts[region.slug])
        for name in template.files:
            rendered = environment.get_template(name).render(context).encode()
            place = name.replace(ROOT, region.slug)
            known[place] = rendered
            if f".tlkit/base/{place}" in known:
                known[f".tlkit/base/{place}"] = rendered
        for place, content in known.items():
            put(out / region.slug / place, content)


def draft(code: str, folder: Path) -> Path:
    """A region file of a code."""
    path = folder / code / "region.yaml"
    write(code, path)
    return path


def tree(folder: Path) -> Tree:
    """Every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def put(path: Path, content: bytes) -> None:
    """Write a file, making its folder when there is none."""
    try:
        path.write_bytes(content)
    except FileNotFoundError:
        path.parent.mkdir(parents=True)
        path.write_bytes(content)


def spent(work: Callable[..., None], *given: Any) -> float:
    """Seconds of CPU of this process that the work took."""
    before = time.process_time()
    work(*given)
    return time.process_time() - before


def fresh(folder: Path) -> Path:
    """The folder, empty."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def cpu_of_all(runs: list[list[str]], folder: Path) -> float:
    """Seconds of CPU of command lines and of every process that they start.

    The server that forks our workers outlives the command by a moment and is nobody's child then:
    Linux hands it to this process (PR_SET_CHILD_SUBREAPER), which waits for it and counts it.
    """
    adopt = ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    assert adopt == 0, "this kernel hands no orphans over"
    before = children_cpu()
    for run in runs:
        subprocess.run(run, cwd=folder, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    while True:
        try:
            os.wait()
        except ChildProcessError:
            return children_cpu() - before


def children_cpu() -> float:
    """Seconds of CPU of all children that have ended and been waited for."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def milliseconds(seconds: tuple[float, float]) -> tuple[float, float]:
    return seconds[0] * 1000, seconds[1] * 1000
