"""Regions by what people call them: one at a time, or many in parallel processes."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from tlkit.errors import ExitCode, InputError, Problem, Text, TlkitError
from tlkit.instance.generate import Check, Order, Report, build, writing
from tlkit.instance.room import scratch
from tlkit.instance.template import Template, prepared
from tlkit.region import load, resolve


@dataclass(frozen=True)
class Made:
    """One instance that was made: what was asked for, what it is, and what is left to fill in."""

    what: str
    name: str
    code: str
    path: Path
    drafted: bool
    to_fill: tuple[str, ...]


@dataclass(frozen=True)
class Failed:
    """One that was not made, and why; plain values, because it comes from another process."""

    what: str
    message: Text
    hint: Text | None
    exit_code: int
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What every instance of one run has in common."""

    out: Path
    headers: Mapping[str, str]
    check: Check
    wheel: Path | None = None


def make(what: str, plan: Plan, template: Template, report: Report) -> Made:
    """Make `plan.out/<slug>` of the region that `what` means: a name, a file, a code or a place.

    Raises as `generate` and `tlkit.region.resolve` do.
    """
    report("read")
    with writing(plan.out), scratch() as drafts:
        resolved = resolve(what, drafts)
        region = load(resolved.path)
        order = Order(resolved.path, plan.out / region.slug, plan.headers, plan.wheel)
        path = build(order, region, template, plan.check, report)
    return Made(what, region.name, region.code, path, resolved.drafted, resolved.to_fill)


def make_one(what: str, plan: Plan, report: Report) -> Made:
    """Make one instance in this process; as `make`, with a template of its own."""
    with writing(plan.out), prepared() as template:
        return make(what, plan, template, report)


def make_many(
    whats: Sequence[str], plan: Plan, preload: Sequence[str], workers: int | None = None
) -> Iterator[Made | Failed]:
    """Make many in parallel processes, each reported as it is done; one that fails stops no other.

    `preload` names modules that `plan.check` needs: they are imported once, not once a process.
    """
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload([__name__, *preload])
    count = min(workers or os.cpu_count() or 1, len(whats))
    with (
        writing(plan.out),
        prepared() as template,
        ProcessPoolExecutor(count, mp_context=processes) as pool,
    ):
        asked = {pool.submit(attempt, what, plan, template): what for what in whats}
        for done in as_completed(asked):
            yield outcome(done, asked[done])


def attempt(what: str, plan: Plan, template: Template) -> Made | Failed:
    """Make one in a process of the pool."""
    try:
        return make(what, plan, template, lambda step: None)
    except TlkitError as error:
        problems = tuple(error.problems) if isinstance(error, InputError) else ()
        return Failed(what, error.message, error.hint, int(error.exit_code), problems)
    except Exception as error:
        said = f"{type(error).__name__}: {error}"
        return Failed(what, Text(said, said), None, int(ExitCode.UNEXPECTED))


def outcome(done: Future[Made | Failed], what: str) -> Made | Failed:
    """The result of one, also when its process was ended from outside."""
    try:
        return done.result()
    except BrokenProcessPool:
        ended = Text("Its process was ended from outside.", "Prosesnya dihentikan dari luar.")
        again = Text("Check the memory and run it again.", "Periksa memori, lalu jalankan lagi.")
        return Failed(what, ended, again, int(ExitCode.UNEXPECTED))
