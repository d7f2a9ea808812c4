"""What is in force is published, once, and there is never less than there was."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from flask import Flask

from tests.site.folders import close
from tlkit.site import watch as module
from tlkit.site.published.folder import current_generation, write
from tlkit.site.published.pages import Page
from tlkit.site.releases.stored import NotReady
from tlkit.site.watch import Watch

ONE = Page("/x", "text/html; charset=utf-8", "no-cache", b"<p>one</p>")


@pytest.fixture
def rendered() -> list[str]:
    """The generations that were rendered."""
    return []


@pytest.fixture
def watch(app: Flask, rendered: list[str], monkeypatch: pytest.MonkeyPatch) -> Watch:
    """A watch over `app` that publishes one page in place of all."""
    watch = Watch(app)

    def publish(app: Flask) -> str:
        rendered.append(write(watch.instance.var / "published", [ONE]))
        return rendered[-1]

    monkeypatch.setattr(module, "publish", publish)
    return watch


def test_what_is_in_force_is_published_once(watch: Watch, rendered: list[str]) -> None:
    watch.look()
    watch.look()
    assert rendered == [current_generation(watch.instance.var / "published")]


def test_without_the_database_what_is_published_stays(
    watch: Watch, lose_database: Callable[[], None]
) -> None:
    published = watch.instance.var / "published"
    before = write(published, [Page("/y", ONE.type, ONE.cache, ONE.body)])
    close(watch.app)
    lose_database()
    with pytest.raises(NotReady):
        watch.publish()
    assert current_generation(published) == before
    assert watch.published is None


def test_a_failed_publication_waits_before_the_next(
    watch: Watch, rendered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    publish = module.publish

    def full(app: Flask) -> str:
        raise OSError("no space left on device")

    monkeypatch.setattr(module, "publish", full)
    with pytest.raises(OSError, match="no space"):
        watch.look()
    monkeypatch.setattr(module, "publish", publish)
    watch.look()
    assert rendered == []
    watch.not_before = 0.0
    watch.look()
    assert len(rendered) == 1


def test_trouble_is_told_once(watch: Watch, caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise OSError("no space left on device")

    watch.look = fail  # type: ignore[method-assign]
    with caplog.at_level(logging.WARNING):
        watch.look_safely()
        watch.look_safely()
    assert caplog.text.count("no space") == 1
