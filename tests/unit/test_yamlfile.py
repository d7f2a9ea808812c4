from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml
from marshmallow import Schema, ValidationError, fields

from tlkit import yamlfile
from tlkit.errors import InputError, Problem, Text
from tlkit.yamlfile import reading
from tlkit.yamlfile.dialect import Loader


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "a.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def refused(folder: Path, text: str | bytes) -> list[Problem]:
    with pytest.raises(InputError) as caught:
        yamlfile.read(written(folder, text))
    return caught.value.problems


def places(problems: list[Problem]) -> list[tuple[int, int]]:
    return [(problem.line, problem.column) for problem in problems]


def test_plain_data(tmp_path: Path) -> None:
    text = "a: 1\nb: [x, 2.5, true, ~]\nc: {d: 2026-08-17}\ne: |\n  two\n  lines\n"
    document = yamlfile.read(written(tmp_path, text))
    assert document.data == {
        "a": 1,
        "b": ["x", 2.5, True, None],
        "c": {"d": date(2026, 8, 17)},
        "e": "two\nlines\n",
    }


@pytest.mark.parametrize(
    "typed",
    [
        "yes",
        "no",
        "on",
        "off",
        "0215551234",
        "021",
        "+62812",
        "16:00",
        "0x1F",
        "1e5",
        ".nan",
        "1_000",
        "36.71.01",
    ],
)
def test_what_yaml_would_change_stays_text(tmp_path: Path, typed: str) -> None:
    assert yamlfile.read(written(tmp_path, f"a: {typed}\n{typed}: b")).data == {"a": typed, typed: "b"}


def test_a_number_of_many_digits_stays_text(tmp_path: Path) -> None:
    digits = "1" * 5_000
    assert yamlfile.read(written(tmp_path, f"a: {digits}")).data == {"a": digits}


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    assert yamlfile.read(written(tmp_path, b"\xef\xbb\xbfa: 1")).data == {"a": 1}


def test_aliases_are_copied(tmp_path: Path) -> None:
    data = yamlfile.read(written(tmp_path, "a: &x [1]\nb: *x")).data
    assert data == {"a": [1], "b": [1]}
    assert data["a"] is not data["b"]


def test_all_duplicate_names_at_once(tmp_path: Path) -> None:
    problems = refused(tmp_path, "a: 1\nb:\n  c: 1\n  c: 2\na: 2\n")
    assert places(problems) == [(4, 3), (5, 1)]
    assert "twice" in problems[0].wrong.en
    assert "dua kali" in problems[0].wrong.id


def test_every_line_indented_with_a_tab(tmp_path: Path) -> None:
    problems = refused(tmp_path, "a:\n\tb: 1\n  \tc: 2\n")
    assert places(problems) == [(2, 1), (3, 1)]
    assert "spaces" in problems[0].right.en


def test_a_tab_between_values_is_no_indentation(tmp_path: Path) -> None:
    assert yamlfile.read(written(tmp_path, "a:\tb")).data == {"a": "b"}


def test_a_tab_that_begins_a_value(tmp_path: Path) -> None:
    problems = refused(tmp_path, "a:\n- \tb: 1\n")
    assert problems[0].line == 2
    assert "spaces" in problems[0].right.en


def test_not_utf8(tmp_path: Path) -> None:
    assert places(refused(tmp_path, b"a: 1\nb: \xff\n")) == [(2, 4)]


@pytest.mark.parametrize("hidden", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\u2028", "\ufffe"])
def test_hidden_characters(tmp_path: Path, hidden: str) -> None:
    problems = refused(tmp_path, f"a: 1\nb: x{hidden}y\n")
    assert places(problems) == [(2, 5)]
    assert f"U+{ord(hidden):04X}" in problems[0].wrong.en


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system [ls]", "!!binary aa", "!x y", "!!set {a}"])
def test_tags(tmp_path: Path, tag: str) -> None:
    assert places(refused(tmp_path, f"a: {tag}")) == [(1, 4)]


def test_a_day_that_does_not_exist(tmp_path: Path) -> None:
    assert places(refused(tmp_path, "a: 2026-02-31")) == [(1, 4)]


def test_several_documents(tmp_path: Path) -> None:
    problems = refused(tmp_path, "a: 1\n---\nb: 2\n")
    assert places(problems) == [(2, 1)]
    assert "second document" in problems[0].wrong.en


@pytest.mark.parametrize("text", ["", "# only a comment", "- 1", "text"])
def test_no_names(tmp_path: Path, text: str) -> None:
    assert "name: value" in refused(tmp_path, text)[0].wrong.en


def test_a_name_that_is_a_list(tmp_path: Path) -> None:
    assert places(refused(tmp_path, "? [a]\n: 1")) == [(1, 3)]


def test_broken_yaml_says_where(tmp_path: Path) -> None:
    assert places(refused(tmp_path, 'a: 1\nb: "x\nc: 1\n'))[0][0] >= 2


@pytest.mark.parametrize(
    "deep", ["a: " + "[" * 200_000, "- " * 200_000, "{a: " * 100_000, "a: &x [*x]", "a: " + "[" * 100]
)
def test_deep_nesting_neither_ends_the_process_nor_passes(tmp_path: Path, deep: str) -> None:
    assert refused(tmp_path, deep)


def test_many_brackets_side_by_side_are_fine(tmp_path: Path) -> None:
    text = "a:\n" + "- {b: [1]}\n" * 2_000
    assert len(yamlfile.read(written(tmp_path, text)).data["a"]) == 2_000


def test_an_alias_bomb(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    assert "repeats" in refused(tmp_path, "\n".join(lines))[0].wrong.en


def test_over_five_megabytes(tmp_path: Path) -> None:
    assert "5 MB" in refused(tmp_path, b"a: " + b"x" * 5_000_000)[0].wrong.en


@pytest.mark.parametrize("name", ["missing.yaml", ".", "nul\0.yaml", "x" * 300])
def test_a_file_that_cannot_be_opened(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError) as caught:
        yamlfile.read(tmp_path / name)
    assert "\0" not in caught.value.problems[0].show("en")


def test_places_of_values_names_and_what_is_missing(tmp_path: Path) -> None:
    document = yamlfile.read(written(tmp_path, "a:\n  b: [10, 20]\n  c:\nd: 1\n"))
    none = Text("", "")

    def place(*path: str | int, at_key: bool = False) -> tuple[int, int, str]:
        problem = document.problem(path, none, none, at_key=at_key)
        return problem.line, problem.column, problem.field

    assert place("a", "b", 1) == (2, 11, "a.b[1]")
    assert place("a", "b", at_key=True) == (2, 3, "a.b")
    assert place("a", "c") == (3, 3, "a.c")
    assert place("a", "missing") == (2, 3, "a.missing")
    assert place("missing") == (1, 1, "missing")


class Inner(Schema):
    word = fields.String(required=True)
    count = fields.Integer()


class Outer(Schema):
    inner = fields.Nested(Inner)
    many = fields.Nested(Inner, many=True)


def test_problems_of_a_schema(tmp_path: Path) -> None:
    text = "inner:\n  wrod: x\n  count: y\nmany:\n- {word: 1}\n- 5\nfoo: 1\n"
    document = yamlfile.read(written(tmp_path, text))
    with pytest.raises(ValidationError) as caught:
        Outer().load(document.data)
    problems = document.problems_from(caught.value.messages, Outer())
    assert [(problem.line, problem.column, problem.field) for problem in problems] == [
        (2, 3, "inner.word"),
        (2, 3, "inner.wrod"),
        (3, 10, "inner.count"),
        (5, 10, "many[0].word"),
        (6, 3, "many[1]"),
        (7, 1, "foo"),
    ]
    assert problems[1].right.en == "Did you mean `word`?"
    assert problems[5].right.en == "Remove it; known here: inner, many."


def test_a_list_that_is_none(tmp_path: Path) -> None:
    document = yamlfile.read(written(tmp_path, "many: x"))
    with pytest.raises(ValidationError) as caught:
        Outer().load(document.data)
    assert "not a list" in document.problems_from(caught.value.messages, Outer())[0].wrong.en


def test_the_same_data_without_the_c_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, "a: [yes, 1, 021, 36.5, 2026-01-01]\nb: &x {on: true}\nc: *x\n")
    with_c = yamlfile.read(path).data
    slow = type("Slow", (yaml.SafeLoader,), {"yaml_implicit_resolvers": Loader.yaml_implicit_resolvers})
    monkeypatch.setattr(reading, "Loader", slow)
    assert yamlfile.read(path).data == with_c
    assert refused(tmp_path, "a: " + "[" * 5_000)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a: [1\n", "kurung [ belum ditutup, atau koma kurang"),
        ("a: {b: 1\nc: 2\n", "kurung { belum ditutup, atau koma kurang"),
        ("a: b: c\n", "ada titik dua yang tidak pada tempatnya"),
        ("a: 1\nb\nc: 2\n", "titik dua kurang"),
        ("a:\n  b: 1\n c: 2\n", "jorokan baris tidak sama dengan baris di atasnya"),
        ("a:\n  - 1\n  b: 2\n", "jorokan tanda - tidak sama dengan baris di atasnya"),
        ("a: - 1\n", "tanda - tidak boleh di sini"),
        ('a: "b\n', "tanda kutip belum ditutup"),
        ("a: @b\n", "karakter ini tidak boleh di awal isi tanpa tanda kutip"),
        ('a: "C:\\data"\n', "garis miring terbalik di dalam tanda kutip ganda"),
    ],
)
def test_where_yaml_stops_is_told_in_indonesian(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(text)
    with pytest.raises(InputError) as refused:
        yamlfile.read(path)
    assert refused.value.problems[0].wrong.id == f"YAML terhenti di sini: {why}."
