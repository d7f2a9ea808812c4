"""Work that is done beside the requests: one queue for each instance, names mapped to functions."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any


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
        if not any(task.args == (name, values) for task in self.huey.pending()):
            self.task(name, values)

    def work(self) -> None:
        """Work off the queue until the process is asked to end."""
        self.huey.create_consumer(workers=1, periodic=False, max_delay=0.5).run()

    def run(self, name: str, values: dict[str, Any]) -> None:
        """Do one job. Raises `KeyError` for a name that nobody registered."""
        self.functions[name](**values)

    @cached_property
    def huey(self) -> Any:
        from huey import SqliteHuey

        self.file.parent.mkdir(parents=True, exist_ok=True)
        return SqliteHuey("tlkit", filename=str(self.file), results=False, fsync=True)

    @cached_property
    def task(self) -> Callable[[str, dict[str, Any]], Any]:
        made: Callable[[str, dict[str, Any]], Any] = self.huey.task(name="run")(self.run)
        return made
