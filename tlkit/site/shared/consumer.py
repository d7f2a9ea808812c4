"""Works off a queue with huey's own consumer, which also says when to look for what repeats."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from huey.consumer import Consumer, Scheduler

WORKERS = 2
"""Jobs done side by side, so that one that waits for a slow server does not hold up all others."""
LONGEST = 0.5
"""Seconds between two looks at a queue that does not call by itself."""
FINISH = 5.0
"""Seconds that jobs have to finish when the process is asked to end."""
SILENCE = 600.0
"""Seconds for which the same trouble with the queue is told once."""


class EverySecond(Scheduler):  # type: ignore[misc]
    """huey's scheduler, which asks for repeating jobs of any interval and not of whole minutes."""

    periodic_task_seconds = 1

    def __init__(self, ask: Callable[[], None], **options: Any) -> None:
        super().__init__(**options)
        self.ask = ask

    def enqueue_periodic_tasks(self, now: Any = None) -> None:
        """Called by huey every `periodic_task_seconds`."""
        self.ask()


class Once(logging.Filter):
    """Lets the same message pass once in a while: a queue that is away is asked again and again."""

    def __init__(self) -> None:
        super().__init__()
        self.told: dict[object, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether to tell it."""
        if not str(record.msg).startswith("Error reading"):
            return True
        now, key = time.monotonic(), record.msg
        if now - self.told.get(key, -SILENCE) < SILENCE:
            return False
        self.told[key] = now
        return True


def consumer(queue: Any, ask: Callable[[], None]) -> Any:
    """A consumer of the queue; its `run` returns when the process is asked to end (SIGTERM, SIGINT)."""
    for part in ("Worker", "Scheduler"):
        logging.getLogger(f"huey.consumer.{part}").addFilter(Once())

    class Asking(Consumer):  # type: ignore[misc]
        scheduler_class = staticmethod(partial(EverySecond, ask))

    return Asking(queue, workers=WORKERS, max_delay=LONGEST, graceful_signal="TERM", shutdown_timeout=FINISH)
