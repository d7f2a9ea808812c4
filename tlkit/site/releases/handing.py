"""Hands the live catalogue from the job process to the web processes: the other side of `handed`."""

from __future__ import annotations

import pickle

from tlkit.site.releases.handed import shape
from tlkit.site.releases.stored import StoredLive
from tlkit.site.shared.aside import Message


class Ready:
    """What is in force, made ready once for all who ask."""

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
