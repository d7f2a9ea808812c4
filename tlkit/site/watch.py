"""Keeps what is published in step with the catalogue in force; lives in a process of its own."""

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

log = logging.getLogger(__name__)

EVERY = 1.0
"""Seconds between two looks at what is in force."""

PAUSE = 30.0
"""Seconds before pages that could not be published are tried again."""


class Watch:
    """Looks at what is in force; publishes it, and has it worked out anew when its day has come."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.instance = cast(Instance, app.extensions["tlkit"])
        self.published: int | None = None
        self.not_before = 0.0
        self.troubled = False

    def look(self) -> None:
        """One look; publishes when another generation is in force."""
        with self.app.app_context():
            found = in_force()
            until = None if found is None else found.until
            if is_due(self.instance, until is not None and until <= self.instance.today()):
                bring_up_to_date(self.instance)
                found = in_force()
        waiting = time.monotonic() < self.not_before
        if found is not None and found.generation != self.published and not waiting:
            self.publish()

    def publish(self) -> None:
        """Render what is in force. Raises `NotReady` without a catalogue: what is published stays."""
        self.not_before = time.monotonic() + PAUSE
        source = cast(StoredLive, self.app.extensions["tlkit.live"])
        source.look()
        generation = source().generation
        publish(self.app)
        self.published, self.not_before = generation, 0.0

    def go_on(self) -> None:
        """Look every second, until the process ends."""
        pause = threading.Event()
        while not pause.wait(EVERY):
            self.look_safely()

    def look_safely(self) -> None:
        """One look; trouble is told once, until it is over."""
        try:
            self.look()
            self.troubled = False
        except Exception as error:
            if not self.troubled:
                log.warning("the pages are not in step with the catalogue: %s", error)
            self.troubled = True
