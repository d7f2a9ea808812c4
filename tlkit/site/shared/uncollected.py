"""Reads large data without looking for garbage in between: nearly all that is made is kept."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

lock = threading.Lock()
readers: list[object] = []


@contextmanager
def uncollected(*, lasting: bool = False) -> Iterator[None]:
    """No garbage collection in this process until the last such block ends.

    A catalogue of 123 permits is tens of thousands of objects; each look through all of
    them holds up every thread of a web process, and finds nothing. What is `lasting` is not
    looked through afterwards either, and goes when nobody refers to it: it must hold no cycles.
    """
    me = object()
    with lock:
        readers.append(me)
        gc.disable()
    try:
        yield
    finally:
        with lock:
            if lasting:
                gc.freeze()
            readers.remove(me)
            if not readers:
                gc.enable()
