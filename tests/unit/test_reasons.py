"""Why the operating system refused is told in the reader's language."""

import errno
import os
import socket
from pathlib import Path

import pytest

from tlkit import textfile
from tlkit.errors import InputError, TlkitError
from tlkit.reasons import REASONS, reason
from tlkit.site.serve import Address, check_free

TLKIT = Path(__file__).resolve().parents[2] / "tlkit"


@pytest.mark.parametrize("code", REASONS)
def test_a_known_reason_is_told_in_two_languages(code: int) -> None:
    told = reason(OSError(code, os.strerror(code)))
    assert told.en != told.id
    assert os.strerror(code) not in told.id


def test_an_unknown_reason_is_told_as_the_system_does_with_its_number() -> None:
    assert reason(OSError(errno.EXDEV, "Cross-device link")).id == "[EXDEV] Cross-device link"
    assert reason(ValueError("embedded null byte")).id == "embedded null byte"


@pytest.mark.parametrize(
    ("name", "why"), [("gone.yaml", "tidak ada yang bernama itu"), (".", "itu folder, bukan berkas")]
)
def test_a_file_that_cannot_be_read(tmp_path: Path, name: str, why: str) -> None:
    with pytest.raises(InputError) as refused:
        textfile.read(tmp_path / name)
    assert refused.value.problems[0].wrong.id == f"Berkas tidak dapat dibuka: {why}."


def test_a_port_that_is_taken_names_another(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(TlkitError) as refused:
            check_free(Address(tmp_path, "127.0.0.1", port))
    assert refused.value.message.id == (
        f"Port {port} di 127.0.0.1 tidak dapat dipakai: sedang dipakai program lain."
    )
    assert refused.value.hint
    assert "make demo PORT=8080" in refused.value.hint.id


def test_what_the_system_says_is_told_through_reasons_alone() -> None:
    told = {
        file.relative_to(TLKIT).as_posix()
        for file in TLKIT.rglob("*.py")
        if "error.strerror" in file.read_text(encoding="utf-8")
    }
    assert told == {"reasons.py"}
