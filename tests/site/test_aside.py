"""What a web process has the job process do: asked over a socket, answered or plainly not."""

from __future__ import annotations

import socket
import threading
from pathlib import Path

import pytest

from tests.servers import wait_until
from tlkit.site.shared import aside as module
from tlkit.site.shared.aside import NAME, Aside, CutOff, Message, reached, written


@pytest.fixture
def var(tmp_path: Path) -> Path:
    """A folder whose name is longer than the address of a socket may be."""
    folder = tmp_path / ("x" * 120) / "var"
    folder.mkdir(parents=True)
    return folder


def doubled(question: Message) -> Message:
    return Message({"said": question.words["say"]}, question.body * 2)


def test_a_question_is_answered(var: Path) -> None:
    Aside(var).listen({"double": doubled})
    answer = Aside(var).ask("double", {"say": "é"}, b"ab" * 100_000)
    assert answer == Message({"said": "é"}, b"ab" * 200_000)
    assert (var / NAME).stat().st_mode & 0o777 == 0o600


def test_nobody_listens(var: Path) -> None:
    assert Aside(var).ask("double", {}) is None
    with socket.socket(socket.AF_UNIX) as left, reached(var) as folder:
        left.bind(f"{folder}/{NAME}")
    assert Aside(var).ask("double", {}) is None
    Aside(var).listen({"double": doubled})
    assert Aside(var).ask("double", {"say": 1}) is not None


def test_the_job_process_does_not_ask_itself(var: Path) -> None:
    aside = Aside(var)
    aside.listen({"double": doubled})
    assert aside.ask("double", {"say": 1}) is None


@pytest.mark.parametrize("said", [b"", b"nonsense\n", written(Message({}, b"12345"))[:-1]])
def test_an_answer_that_ends_too_early_is_no_answer(var: Path, said: bytes) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        with reached(var) as folder:
            server.bind(f"{folder}/{NAME}")
        server.listen()

        def cut_off() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(1000)
                connection.sendall(said)

        threading.Thread(target=cut_off).start()
        with pytest.raises(CutOff):
            Aside(var).ask("double", {})


def test_a_question_that_goes_wrong_gets_no_answer_and_is_noted(
    var: Path, caplog: pytest.LogCaptureFixture
) -> None:
    Aside(var).listen({"double": doubled})
    with pytest.raises(CutOff):
        Aside(var).ask("double", {"forgot": "say"})
    wait_until(lambda: "KeyError: 'say'" in caplog.text, "the note")


def test_another_user_is_neither_asked_nor_answered(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Aside(var).listen({"double": doubled})
    monkeypatch.setattr(module, "peer", lambda connection: 4321)
    assert Aside(var).ask("double", {"say": 1}) is None


def test_a_stranger_s_question_is_dropped(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Message] = []
    monkeypatch.setattr(module, "peer", lambda connection: 4321)
    Aside(var).listen({"double": lambda question: asked.append(question) or question})
    with socket.socket(socket.AF_UNIX) as stranger, reached(var) as folder:
        stranger.connect(f"{folder}/{NAME}")
        stranger.settimeout(10)
        assert stranger.recv(1) == b""
    assert asked == []
