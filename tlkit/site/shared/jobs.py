"""Work that is done beside the requests: one queue for each instance, names mapped to functions.

Any process may ask for a job; the job process does it. The queue may lose one (its process is
killed in the middle, its storage is emptied) or do it twice (two hosts, a second try): what
must not be lost stands in a row of the database, a repeating job looks for it, and every job
can be done again without harm.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tlkit.site.shared.repeating import Repeating

log = logging.getLogger(__name__)

RETRIES = 5
DELAY, BACKOFF = 10, 3
"""Seconds before a job that failed is tried again, and by how much they grow each time."""


@dataclass(frozen=True)
class Job:
    """Something that the job process does: when it is asked for, or every so many seconds too.

    Called inside an application context, with the values it was asked for with; one that
    repeats takes none. Two jobs may run side by side, a repeating one never beside itself
    in the same process. One that raises is tried again later; one that repeats comes again
    anyway.
    """

    name: str
    function: Callable[..., object]
    every: float | None = None


class Jobs:
    """The queue of one instance. `opened` makes it at the first need; `context` surrounds every job."""

    def __init__(
        self, opened: Callable[[], Any], context: Callable[[], AbstractContextManager[object]] = nullcontext
    ) -> None:
        self.opened, self.context = opened, context
        self.known: dict[str, Job] = {}
        self.running: set[str] = set()
        self.lock = threading.Lock()

    def register(self, *jobs: Job) -> None:
        """Say what is to be done for each name."""
        self.known.update({job.name: job for job in jobs})

    def enqueue(self, name: str, **values: Any) -> None:
        """Have a job done; one that waits already with the same values is not added again.

        `values` are what JSON can hold. Where the queue cannot be reached this is logged and
        nothing else: the request that asked has done its own part.
        """
        try:
            queue, add = self._queue
            if not any(task.args == (name, values) for task in queue.pending()):
                job = self.known.get(name)
                add(name, values, retries=0 if job is not None and job.every else RETRIES)
        except Exception as error:
            log.warning("%s could not be asked for: %s", name, error)

    def work(self) -> None:
        """Work off the queue, and ask for what repeats, until the process is asked to end."""
        from tlkit.site.shared.consumer import consumer

        repeating = Repeating({job.name: job.every for job in self.known.values() if job.every is not None})

        def ask() -> None:
            for name in repeating.due():
                if name not in self.running:
                    self.enqueue(name)

        consumer(self.huey, ask).run()

    def run(self, name: str, values: dict[str, Any]) -> None:
        """Do one job. Raises `KeyError` for a name that nobody registered."""
        job = self.known[name]
        with self.lock:
            if job.every is not None and name in self.running:
                return
            self.running.add(name)
        try:
            with self.context():
                job.function(**values)
        finally:
            self.running.discard(name)

    @property
    def huey(self) -> Any:
        """The queue itself."""
        return self._queue[0]

    @cached_property
    def _queue(self) -> tuple[Any, Callable[..., Any]]:
        """The queue and its one kind of task, made together: whoever reads first must know the task."""
        queue = self.opened()
        return queue, queue.task(name="run", retry_delay=DELAY, retry_backoff=BACKOFF)(self.run)
