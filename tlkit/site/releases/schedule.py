"""Has the site ask the office by itself, in the job process, as long as it knows an address."""

from __future__ import annotations

import logging
import random
import threading
from typing import cast

from flask import Flask

from tlkit.errors import TlkitError
from tlkit.site.releases.trust import office_of
from tlkit.site.shared.instance import Instance

log = logging.getLogger(__name__)

EVERY = 6 * 3600.0
"""Seconds between two pulls, give or take a quarter, so that regions do not all come at once."""
FIRST = 300.0
"""Seconds within which a site that has just started asks for the first time."""


def keep_asking(app: Flask) -> None:
    """Pull again and again, until the process ends."""
    pause = threading.Event()
    wait = random.uniform(0, FIRST)
    while not pause.wait(wait):
        ask(app)
        wait = EVERY * random.uniform(0.75, 1.25)


def ask(app: Flask) -> None:
    """Pull once where an address is known. What goes wrong is logged: the site serves what it has."""
    instance = cast(Instance, app.extensions["tlkit"])
    try:
        if office_of(instance).get("url"):
            # Imported here: a site that is only pushed to needs no client for the network.
            from tlkit.site.releases.pull import pull

            with app.app_context():
                answer = pull(instance, again=False)
            if answer.changed:
                log.info("release %s was taken in", answer.version)
    except TlkitError as error:
        log.warning("the office was asked in vain: %s", error.message.en)
    except Exception:
        log.exception("asking the office failed")
