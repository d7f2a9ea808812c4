"""Has the site ask the office by itself, as long as it knows an address, and tidy up after releases."""

from __future__ import annotations

import logging

from tlkit.errors import TlkitError
from tlkit.site.releases.trust import Busy, office_of, sweep
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.jobs import Job

log = logging.getLogger(__name__)

EVERY = 6 * 3600.0
"""Seconds between two pulls."""


def ask() -> None:
    """Pull once where an address is known. What goes wrong is logged: the site serves what it has."""
    instance = current_instance()
    try:
        if office_of(instance).get("url"):
            # Imported here: a site that is only pushed to needs no client for the network.
            from tlkit.site.releases.pull import pull

            answer = pull(instance, again=False)
            if answer.changed:
                log.info("release %s was taken in", answer.version)
    except TlkitError as error:
        log.warning("the office was asked in vain: %s", error.message.en)
    except Exception:
        log.exception("asking the office failed")


def tidy() -> None:
    """Remove what taken-in releases left: deleting files takes longer than anybody should wait for it."""
    try:
        sweep(current_instance())
    except Busy:
        log.info("a release is being taken in; what others left is removed later")


PULL = Job("pull", ask, EVERY)
TIDY = Job("catalogue.tidy", tidy, every=3600.0)
