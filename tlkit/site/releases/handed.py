"""Hands a live catalogue, made ready once in the job process, to the web processes.

Reading one from the database takes a web process a tenth of a second and longer, in which its
requests wait; taking over one that is ready, a hundredth.
"""

from __future__ import annotations

import inspect
import pickle
import sys
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from tlkit.catalogue.model import Catalogue
from tlkit.catalogue.search import Search
from tlkit.errors import Text
from tlkit.site.releases.live import Live
from tlkit.site.shared.aside import Aside, CutOff, Message

if TYPE_CHECKING:
    from tlkit.site.releases.stored import StoredLive

QUESTION = "live"
MADE_OF = (Catalogue, Search, Text, Live)
"""One object of each module from which something is handed over."""


@cache
def shape() -> str:
    """A digest of what those objects look like: two processes of different versions do not mix."""
    modules = (sys.modules[kind.__module__] for kind in MADE_OF)
    return sha256("".join(map(inspect.getsource, modules)).encode()).hexdigest()


def handed(aside: Aside, generation: int) -> Live | None:
    """The catalogue of a generation, or of a later one, from the job process; None where it gives none."""
    try:
        answer = aside.ask(QUESTION, {"generation": generation, "shape": shape()})
    except CutOff:
        return None
    if answer is None or not answer.body:
        return None
    # From our own job process only: `Aside` asks the kernel who answers.
    live = pickle.loads(answer.body)
    return live if isinstance(live, Live) and live.generation >= generation else None


class Ready:
    """The job process's side: what is in force, made ready once for all who ask."""

    def __init__(self, source: StoredLive) -> None:
        self.source = source
        self.generation = -1
        self.content = b""

    def __call__(self, question: Message) -> Message:
        """What is in force, at least as new as it was asked for; nothing where the sides do not match."""
        if question.words["shape"] != shape():
            return Message({})
        with self.source.lock:
            if self.generation < question.words["generation"]:
                self.make()
            return Message({}, self.content)

    def make(self) -> None:
        """Read what is in force now, with all that the pages will look up in it."""
        self.source.look()
        live = self.source.seen
        if live is not None:
            self.content, self.generation = (
                pickle.dumps(live.ready(), pickle.HIGHEST_PROTOCOL),
                live.generation,
            )
