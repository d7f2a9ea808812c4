"""Help and mistakes of usage are told in the reader's language, click's own words included."""

import re
import sys
from collections.abc import Callable

import click
import pytest

from tests.unit.test_docs import walk
from tlkit.cli import COMMANDS, group, main
from tlkit.cli.indonesian import HELP
from tlkit.cli.speech import translated

ENGLISH = re.compile(
    r"\b(usage|options?|commands?|missing|invalid|error|such|unexpected|requires|argument|help)\b",
    re.IGNORECASE,
)
Tell = Callable[..., tuple[int, str]]


@pytest.fixture
def tell(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Tell:
    """`tell("new")`: the exit code of `tlkit --lang id new` and all that it prints."""
    monkeypatch.setattr(click.Context, "formatter_class", click.HelpFormatter)

    def run(*arguments: str, lang: str = "id") -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["tlkit", "--lang", lang, *arguments])
        with pytest.raises(SystemExit) as stopped:
            main()
        printed = capsys.readouterr()
        return int(stopped.value.code or 0), printed.out + printed.err

    return run


def test_every_command_and_option_explains_itself_in_indonesian() -> None:
    texts = [
        text
        for _, command in walk(group, "tlkit")
        for text in [command.help, *(one.help for one in command.params if isinstance(one, click.Option))]
    ]
    plain = {" ".join((text or "").split()) for text in texts}
    missing = [text for text in plain if text not in HELP and " / " not in text]
    assert not missing, "add these to tlkit/cli/indonesian.py"


def test_no_translation_is_of_nothing() -> None:
    texts = {"Show this message and exit."}
    for _, command in walk(group, "tlkit"):
        options = (one.help for one in command.params if isinstance(one, click.Option))
        texts |= {" ".join((text or "").split()) for text in (command.help, *options)}
    assert not set(HELP) - texts, "no command says these any more: tlkit/cli/indonesian.py"


def test_help_in_indonesian(tell: Tell) -> None:
    code, said = tell("serve", "--help")
    assert code == 0
    assert said.startswith("Pemakaian: tlkit serve [PILIHAN] SITUS…\n\n  Jalankan satu situs")
    assert "--port ANGKA     Port pertama.  [bawaan: 8000;" in said
    assert not ENGLISH.search(said.replace("--help", "")), said


def test_help_in_english(tell: Tell) -> None:
    tell("serve", "--help")
    code, said = tell("serve", "--help", lang="en")
    assert code == 0
    assert said.startswith("Usage: tlkit serve [OPTIONS] INSTANCE…\n\n  Run one or more sites")


def test_a_command_is_told_of_in_one_sentence() -> None:
    assert translated("Make DIR/<slug>/ of each WHAT...") == "Buat FOLDER/<slug>/ dari tiap DAERAH."
    assert translated("Hanya coba / only try") == "Hanya coba"
    assert translated("Something new.") == "Something new."


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["tidak-ada"], "Tidak ada perintah 'tidak-ada'."),
        (["check"], "'BERKAS' belum disebut."),
        (["check", "a", "b"], "Kata ini berlebih: b."),
        (["serve", ".", "--prot", "1"], "Tidak ada pilihan '--prot'."),
        (["regions", "--json=x"], "Pilihan '--json' tidak perlu isi."),
        (["serve", "--port"], "Pilihan '--port' perlu isi sesudahnya."),
        (["serve", "--port", "abc"], "Isi '--port' keliru: 'abc' bukan bilangan bulat."),
        (["serve", "--port", "99999"], "99999 di luar batas 1<=x<=65535."),
        (["schema", "x"], "'x' tidak dikenal; pilih dari: 'region'."),
        (["catalogue", "release"], "Pilihan '--notes' belum diisi."),
        (["catalogue", "lint", "--office", "zzz"], "Folder 'zzz' tidak ada."),
        (["new", "region"], "Sebut daerahnya, misalnya kota-tangerang"),
    ],
)
def test_a_mistake_of_usage_in_indonesian(tell: Tell, arguments: list[str], said: str) -> None:
    code, told = tell(*arguments)
    assert code == 2
    assert f"Keliru: {said}" in told or said in told
    assert not ENGLISH.search(re.sub(r"--\w+", "", told)), told


def test_a_mistake_of_usage_in_english(tell: Tell) -> None:
    code, told = tell("check", lang="en")
    assert code == 2
    assert "Error: Missing argument 'FILE'." in told


def test_a_language_that_is_not_spoken_is_refused_in_the_readers_own(
    tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "id_ID.UTF-8")
    assert "'fr' tidak dikenal; pilih dari: 'id', 'en'." in tell(*COMMANDS, lang="fr")[1]
