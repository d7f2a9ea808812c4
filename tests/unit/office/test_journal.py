"""The journal: what was noted is there, what was cut off within a line never was."""

import asyncio
import os
from datetime import datetime, timezone

import pytest

from tlkit.errors import ConflictError
from tlkit.office import journal as module
from tlkit.office.journal import JournalFull, journal, lines_of

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=timezone.utc)
RELEASES = {"stable": "2026.3.1"}


def begun(folder, *events):
    with journal(folder, RELEASES, NOW) as log:
        for event, slug in events:
            asyncio.run(log.note(event, slug=slug, state="applied"))
        return log.path


def test_a_push_that_was_cut_off_is_gone_on_with(tmp_path):
    path = begun(tmp_path, ("applying", "a"), ("outcome", "a"), ("applying", "b"))
    with journal(tmp_path, RELEASES, NOW) as log:
        assert log.path == path
        assert set(log.past.outcomes) == {"a"}
        assert log.past.open == {"b"}


def test_a_push_that_ended_is_over(tmp_path):
    with journal(tmp_path, RELEASES, NOW) as log:
        log.end()
        first = log.path
    with journal(tmp_path, RELEASES, NOW) as log:
        assert log.path != first
        assert not log.past.outcomes


def test_another_release_begins_anew(tmp_path):
    path = begun(tmp_path, ("applying", "a"))
    with journal(tmp_path, {"stable": "2026.3.2"}, NOW) as log:
        assert log.path != path
        assert not log.past.open


def test_a_line_cut_anywhere_never_was(tmp_path):
    path = begun(tmp_path, ("applying", "a"), ("outcome", "a"))
    whole = path.read_bytes()
    last = whole[:-1].rindex(b"\n") + 1
    for length in range(last, len(whole)):
        path.write_bytes(whole[:length])
        with journal(tmp_path, RELEASES, NOW) as log:
            assert log.past.open == {"a"}
            asyncio.run(log.note("outcome", slug="a", state="applied"))
        assert path.read_bytes() == whole


def test_a_journal_cut_within_its_first_line_is_no_journal(tmp_path):
    path = begun(tmp_path)
    path.write_bytes(path.read_bytes()[:-5])
    with journal(tmp_path, RELEASES, NOW) as log:
        assert log.path != path
        assert lines_of(log.path)[0]["releases"] == RELEASES


def test_only_one_push_at_a_time(tmp_path):
    with journal(tmp_path, RELEASES, NOW), pytest.raises(ConflictError), journal(tmp_path, RELEASES, NOW):
        pytest.fail("two held it")


def test_a_note_returns_once_it_is_safe_and_shares_the_way_to_the_disk(tmp_path, monkeypatch):
    synced, real = [], os.fsync

    def fsync(number):
        synced.append(os.fstat(number).st_size)
        real(number)

    async def many(log):
        async def one(slug):
            await log.note("applying", slug=slug)
            assert synced[-1] >= size_of(log.path, slug)

        await asyncio.gather(*(one(f"kota-{number}") for number in range(100)))

    with journal(tmp_path, RELEASES, NOW) as log:
        monkeypatch.setattr(module.os, "fsync", fsync)
        asyncio.run(many(log))
    assert 1 <= len(synced) <= 3


def size_of(path, slug):
    """How long the journal was when the line of a slug had been written."""
    content = path.read_bytes()
    return content.index(b"\n", content.index(f'"{slug}"'.encode()))


def test_a_disk_that_fails_at_the_sync_stops_the_push(tmp_path, monkeypatch):
    def fails(number):
        raise OSError(5, "Input/output error")

    with journal(tmp_path, RELEASES, NOW) as log:
        monkeypatch.setattr(module.os, "fsync", fails)
        with pytest.raises(JournalFull):
            asyncio.run(log.note("applying", slug="a"))
