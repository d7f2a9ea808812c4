"""What setup.cfg asks for stands in the lock files, pinned, for every Python the kit runs on."""

import configparser
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PYTHONS = ["3.10", "3.11", "3.12", "3.13"]
RUNTIME, DEVELOPMENT = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"


def asked(*extras: str) -> list[Requirement]:
    """The requirements of setup.cfg, with those of the extras named."""
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    lists = [
        config["options"]["install_requires"],
        *(config["options.extras_require"][name] for name in extras),
    ]
    return [Requirement(line) for text in lists for line in text.split("\n") if line]


def pins(lock: Path, python: str) -> dict[str, str]:
    """Name → version of what the lock installs on Linux under `python`."""
    machine = {"python_version": python, "python_full_version": f"{python}.9", "sys_platform": "linux"}
    pinned = [Requirement(line) for line in lock.read_text(encoding="utf-8").splitlines() if line]
    here = [pin for pin in pinned if pin.marker is None or pin.marker.evaluate(machine)]
    return {canonicalize_name(pin.name): str(pin.specifier).removeprefix("==") for pin in here}


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize(
    ("lock", "extras"), [(RUNTIME, ("postgres",)), (DEVELOPMENT, ("postgres", "test", "check"))]
)
def test_the_lock_pins_all_that_is_asked_for(lock: Path, extras: tuple[str, ...], python: str) -> None:
    pinned = pins(lock, python)
    for requirement in asked(*extras):
        version = pinned.get(canonicalize_name(requirement.name))
        assert version, f"{requirement.name} is not in {lock.name}: run `make lock`"
        assert requirement.specifier.contains(version), (
            f"{requirement} is pinned at {version}: run `make lock`"
        )


@pytest.mark.parametrize("python", PYTHONS)
def test_development_runs_what_a_region_runs(python: str) -> None:
    runtime, development = pins(RUNTIME, python), pins(DEVELOPMENT, python)
    assert runtime.items() <= development.items()


@pytest.mark.parametrize("lock", [RUNTIME, DEVELOPMENT])
def test_the_lock_names_no_place_to_fetch_from(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert not [word for word in ("://", "--", " @ ") if word in text]


def test_every_requirement_has_a_lower_bound() -> None:
    for requirement in asked("postgres", "test", "check"):
        assert any(bound.operator in {">=", "=="} for bound in requirement.specifier), requirement
