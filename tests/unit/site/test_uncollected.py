"""Garbage is not looked for while a release is read, and is again afterwards."""

from __future__ import annotations

import gc

import pytest

from tlkit.site.releases.uncollected import uncollected


def test_it_begins_again_when_the_last_reader_has_ended() -> None:
    with uncollected():
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_begins_again_after_a_failure() -> None:
    with pytest.raises(ZeroDivisionError), uncollected():
        raise ZeroDivisionError
    assert gc.isenabled()
