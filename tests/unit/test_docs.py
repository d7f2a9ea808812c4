"""The documentation says what the code does: complete references, living links, two languages in step."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml
from babel.messages.pofile import read_po
from marshmallow import Schema, fields

from tlkit.cli import group
from tlkit.errors import ExitCode
from tlkit.region.schema import RegionSchema

ROOT = Path(__file__).resolve().parents[2]
TOP = [ROOT / f"{name}.md" for name in ("README", "README.id", "CHANGELOG", "CONTRIBUTING", "SECURITY")]
PAGES = [*TOP, *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"")
FENCE = re.compile(r"^```(\w*)[^`\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^(#+) ", re.MULTILINE)

# Spelled apart, so that this file may stand among those that are searched.
UNWANTED = {
    "a path of one machine": r"(?<![\w.}])/(?:work|root|home/[a-z]+)" + r"/|/tmp" + r"/(?:team|bash_jobs)",
    "a package registry's host": r"(?:pypi|pythonhosted)\.org|registry\." + r"npmjs|deb\." + r"debian\.org",
    "a folder beside the checkout": r"\.\./" + r"shared\b",
    "a number that only a tracker knows": r"\bissues? #?" + r"[0-9]+\b",
    "unfinished work": r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b",
}
BINARY = {".png", ".ico", ".jpg", ".webp", ".mo", ".whl", ".gz"}


def prose(page: Path) -> str:
    """A page without its code."""
    return re.sub(r"`[^`\n]*`", "", FENCE.sub("", page.read_text(encoding="utf-8")))


def commands(page: Path) -> list[str]:
    """The shell lines of a page, without their comments."""
    blocks = [body for kind, body in FENCE.findall(page.read_text(encoding="utf-8")) if kind == "sh"]
    return [line.split("#")[0].strip() for body in blocks for line in body.splitlines() if line.strip()]


def spoken(command: str) -> str:
    """A command whatever the language that it asks for."""
    return re.sub(r"--lang (?:en|id) ", "", command)


def anchors(page: Path) -> set[str]:
    """The names of a page's headings in links."""
    titles = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


def walk(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    """Every command with the words it is called by."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from walk(found, f"{path} {name}")


def field_paths(schema: Schema, prefix: str = "") -> Iterator[str]:
    """Every field of a schema as the reference writes it."""
    for name, field in schema.fields.items():
        yield prefix + name
        if isinstance(field, fields.Nested) and name != "services":
            yield from field_paths(field.schema, f"{prefix}{name}{'[]' if field.many else ''}.")


def sections(page: Path) -> dict[str, str]:
    """A page's second-level headings with what stands below each."""
    parts = re.split(r"^## (.*)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_command_and_option_is_in_the_reference() -> None:
    written = sections(ROOT / "docs/reference/cli.md")
    missing = [path for path, _ in walk(group, "tlkit") if path not in written]
    missing += [
        f"{path} {option}"
        for path, command in walk(group, "tlkit")
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for option in parameter.opts
        if path in written and option not in written[path]
    ]
    assert not missing


def test_every_option_explains_itself() -> None:
    silent = [
        f"{path} {parameter.opts[0]}"
        for path, command in walk(group, "tlkit")
        for parameter in command.params
        if isinstance(parameter, click.Option) and not parameter.help
    ]
    assert not silent


def test_every_field_of_a_region_file_is_in_the_reference() -> None:
    page = (ROOT / "docs/reference/region.md").read_text(encoding="utf-8")
    assert not [path for path in field_paths(RegionSchema()) if f"| `{path}` |" not in page]


def test_every_exit_code_is_in_the_reference() -> None:
    page = (ROOT / "docs/reference/exit-codes.md").read_text(encoding="utf-8")
    assert not [int(code) for code in ExitCode if f"| {int(code)} |" not in page]


def test_the_generated_references_are_fresh() -> None:
    asked = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode == 0, asked.stdout + asked.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_relative_links_lead_somewhere(page: Path) -> None:
    lost = []
    for match in LINK.finditer(prose(page)):
        target, _, anchor = (match[1] or match[2]).partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        there = (page.parent / target).resolve() if target else page
        if not there.exists() or (anchor and anchor not in anchors(there)):
            lost.append(match[0])
    assert not lost


def test_every_page_is_in_the_navigation() -> None:
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    listed = set(re.findall(r": ([\w/.-]+\.md)$", text, re.MULTILINE))
    assert listed == {page.relative_to(ROOT / "docs").as_posix() for page in (ROOT / "docs").rglob("*.md")}


def test_the_documentation_asks_nothing_of_other_hosts() -> None:
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    assert settings["theme"]["font"] is False
    assert "extra_javascript" not in settings
    assert "extra_css" not in settings


@pytest.mark.parametrize(
    ("english", "indonesian"),
    [
        ("README.md", "README.id.md"),
        ("docs/tutorials/first-site.md", "docs/tutorials/situs-pertama.md"),
        ("docs/tutorials/office.md", "docs/tutorials/kantor-pusat.md"),
    ],
)
def test_both_languages_say_the_same(english: str, indonesian: str) -> None:
    ours, theirs = ROOT / english, ROOT / indonesian
    assert [spoken(line) for line in commands(ours)] == [spoken(line) for line in commands(theirs)]
    assert HEADING.findall(ours.read_text("utf-8")) == HEADING.findall(theirs.read_text("utf-8"))
    images = [[m for m in LINK.findall(prose(page)) if m[1]] for page in (ours, theirs)]
    assert images[0] == images[1]


def test_the_readme_opens_with_the_two_commands_and_a_picture() -> None:
    opening = (ROOT / "README.md").read_text(encoding="utf-8").split("\n## ")[0]
    assert commands(ROOT / "README.md")[:2] == ["make demo", "make test"]
    assert 'src="docs/images/' in opening


def test_every_command_of_the_prose_exists() -> None:
    known = {path for path, _ in walk(group, "tlkit")}
    unknown = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for words in re.findall(r"\btlkit((?: [a-z]+){1,2})", "\n".join([*commands(page), *quoted(text)])):
            first, *rest = words.split()
            if f"tlkit {first}" not in known or (first == "new" and rest != ["region"]):
                unknown.append(f"{page.name}: tlkit{words}")
    assert not unknown


def quoted(text: str) -> list[str]:
    """What a page sets as code within its sentences."""
    return [code for code in re.findall(r"`([^`\n]+)`", FENCE.sub("", text)) if code.startswith("tlkit ")]


@pytest.mark.parametrize(("page", "lang"), [("officers.md", "en"), ("petugas.md", "id")])
def test_what_an_officer_is_told_to_press_stands_on_the_pages(page: str, lang: str) -> None:
    said = in_pages(lang)
    prose = " ".join((ROOT / "docs" / "tutorials" / page).read_text(encoding="utf-8").split())
    told = re.findall(r"\*\*([^*]+)\*\*", prose)
    assert len(told) > 20
    assert [words for words in told if words not in said] == []


def in_pages(lang: str) -> set[str]:
    """The sentences of the site in a language: those of its pages, and those that stand beside its code."""
    site = ROOT / "tlkit" / "site"
    with (site / "translations" / "en" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        entries = [(each.id, each.string) for each in read_po(file)]
    of_pages = {pair[lang == "en"] for pair in entries if isinstance(pair[0], str)}
    code = "".join(each.read_text(encoding="utf-8") for each in site.rglob("*.py"))
    beside = re.findall(r'Text\(\s*"([^"]*)",\s*"([^"]*)"', code)
    return of_pages | {pair[lang == "id"] for pair in beside}


def test_every_target_of_make_in_the_prose_exists() -> None:
    kit = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    template = ROOT / "template/{{cookiecutter.slug}}/Makefile"
    instance = set(re.findall(r"^([a-z]+):", template.read_text(encoding="utf-8"), re.MULTILINE))
    named = {
        target
        for page in PAGES
        for code in [*commands(page), *re.findall(r"`([^`\n]+)`", page.read_text(encoding="utf-8"))]
        for target in re.findall(r"^(?:cd \S+ && )?make ([a-z]+)", code)
    }
    assert named <= kit | instance


def test_every_test_that_the_threat_model_cites_is_there() -> None:
    text = (ROOT / "docs/threat-model.md").read_text(encoding="utf-8")
    cited = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", text)
    assert len(cited) > 15
    lost = [
        f"{path}::{name}"
        for path, name in cited
        if not (ROOT / path).exists() or f"def {name or 'test_'}" not in (ROOT / path).read_text("utf-8")
    ]
    assert not lost


def tracked() -> list[Path]:
    """The text files that git knows; those of the documentation where there is no git."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    paths = [ROOT / name for name in listed.stdout.split("\0") if name] if listed.returncode == 0 else PAGES
    return [path for path in paths if path.is_file() and path.suffix not in BINARY]


@pytest.mark.parametrize("what", UNWANTED)
def test_no_file_names(what: str) -> None:
    pattern = re.compile(UNWANTED[what])
    found = [
        f"{path.relative_to(ROOT)}:{number}: {hit[0]}"
        for path in tracked()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if (hit := pattern.search(line))
    ]
    assert not found
