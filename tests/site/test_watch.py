"""The job process publishes what is in force, once, and never less than there was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

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
def watch(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Watch:
    """A watch over `app` that publishes one page in place of all."""

    def publish(app: Flask) -> str:
        return write(Path(app.extensions["tlkit"].var) / "published", [ONE])

    monkeypatch.setattr(module, "publish", publish)
    return Watch(app)


def work_off(watch: Watch) -> int:
    done = 0
    while (task := watch.queue.huey.dequeue()) is not None:
        watch.queue.huey.execute(task)
        done += 1
    return done


def test_what_is_in_force_is_published_once(watch: Watch) -> None:
    watch.look()
    watch.look()
    assert work_off(watch) == 1
    watch.look()
    assert work_off(watch) == 0
    assert current_generation(watch.instance.var / "published") is not None


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


def test_a_failed_publication_waits_before_the_next(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(app: Flask) -> str:
        raise OSError("no space left on device")

    monkeypatch.setattr(module, "publish", full)
    with pytest.raises(OSError, match="no space"):
        watch.publish()
    watch.look()
    assert watch.queue.huey.pending_count() == 0
    watch.not_before = 0.0
    watch.look()
    assert watch.queue.huey.pending_count() == 1
