"""The one way in which pages reach the live catalogue."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from flask import Flask, current_app

from tlkit.site.releases.live import Live

LiveSource = Callable[[], Live]


def set_live(app: Flask, source: LiveSource) -> None:
    """Say where an application finds its live catalogue."""
    app.extensions["tlkit.live"] = source


def live() -> Live:
    """The live catalogue of the present application. Raises `NotReady` while there is none."""
    return cast(LiveSource, current_app.extensions["tlkit.live"])()
