"""Work that is done beside the requests: one queue for each instance, names mapped to functions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Job:
    """Something that the job process does: when it is asked for, or every so many seconds too.

    Called inside an application context, with the values it was asked for with; one that
    repeats takes none.
    """

    name: str
    function: Callable[..., object]
    every: float | None = None


class Jobs:
    """The queue of one instance, in a file of its own; any process may add, one process works it off."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.functions: dict[str, Callable[..., object]] = {}

    def register(self, name: str, function: Callable[..., object]) -> None:
        """Say what is to be done for a name."""
        self.functions[name] = function

    def enqueue(self, name: str, **values: Any) -> None:
        """Have a job done; one that waits already with the same values is not added again."""
        queue, add = self._queue
        if not any(task.args == (name, values) for task in queue.pending()):
            add(name, values)

    def work(self) -> None:
        """Work off the queue until the process is asked to end."""
        self.huey.create_consumer(workers=1, periodic=False, max_delay=0.5).run()

    def run(self, name: str, values: dict[str, Any]) -> None:
        """Do one job. Raises `KeyError` for a name that nobody registered."""
        self.functions[name](**values)

    @property
    def huey(self) -> Any:
        """The queue itself."""
        return self._queue[0]

    @cached_property
    def _queue(self) -> tuple[Any, Callable[[str, dict[str, Any]], Any]]:
        """The queue and its one kind of task, made together: whoever reads first must know the task."""
        from huey import SqliteHuey

        self.file.parent.mkdir(parents=True, exist_ok=True)
        queue = SqliteHuey("tlkit", filename=str(self.file), results=False, fsync=True)
        return queue, queue.task(name="run")(self.run)
