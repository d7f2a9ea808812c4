"""Garbage is not looked for while a release is read, and is again afterwards."""

from __future__ import annotations

import gc
import weakref

import pytest

from tlkit.site.shared.uncollected import uncollected


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


def test_what_lasts_is_not_looked_through_and_goes_with_its_last_reference() -> None:
    class Held:
        pass

    gone: list[int] = []
    with uncollected(lasting=True):
        held = [Held() for _ in range(1000)]
        for one in held:
            weakref.finalize(one, gone.append, 1)
    try:
        assert not any(known is held for known in gc.get_objects())
        del one
        held.clear()
        assert len(gone) == 1000
    finally:
        gc.unfreeze()
