"""Keeps what is published in step with the catalogue in force; lives in the job process."""

from __future__ import annotations

import logging
import threading
import time
from typing import cast

from flask import Flask

from tlkit.site.published import publish
from tlkit.site.releases.first import bring_up_to_date, is_due
from tlkit.site.releases.stored import StoredLive, in_force
from tlkit.site.shared.instance import Instance
from tlkit.site.shared.jobs import Job, Jobs

log = logging.getLogger(__name__)

EVERY = 1.0
"""Seconds between two looks at what is in force."""

PAUSE = 30.0
"""Seconds before pages that could not be published are tried again."""

PUBLISH = "publish"


class Watch:
    """Looks at what is in force; has it published, and worked out anew when its day has come."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.instance = cast(Instance, app.extensions["tlkit"])
        self.queue = cast(Jobs, app.extensions["tlkit.jobs"])
        self.queue.register(Job(PUBLISH, self.publish))
        self.published: int | None = None
        self.not_before = 0.0
        self.busy = False
        self.troubled = False

    def publish(self) -> None:
        """Render what is in force. Raises `NotReady` without a catalogue: what is published stays."""
        self.busy = True
        self.not_before = time.monotonic() + PAUSE
        try:
            source = cast(StoredLive, self.app.extensions["tlkit.live"])
            source.look()
            generation = source().generation
            publish(self.app)
            self.published, self.not_before = generation, 0.0
        finally:
            self.busy = False

    def look(self) -> None:
        """One look; asks for publication when another generation is in force."""
        with self.app.app_context():
            found = in_force()
            until = None if found is None else found.until
            if is_due(self.instance, until is not None and until <= self.instance.today()):
                bring_up_to_date(self.instance)
                found = in_force()
        waiting = self.busy or time.monotonic() < self.not_before
        if found is not None and found.generation != self.published and not waiting:
            self.queue.enqueue(PUBLISH)

    def go_on(self) -> None:
        """Look every second; trouble is told once, until it is over."""
        pause = threading.Event()
        while not pause.wait(EVERY):
            try:
                self.look()
                self.troubled = False
            except Exception as error:
                if not self.troubled:
                    log.warning("cannot see which catalogue is in force: %s", error)
                self.troubled = True
