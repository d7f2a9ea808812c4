"""`tlkit new region` carries the kit's own wheel along where a build has left one."""

from pathlib import Path

import pytest

import tlkit
from tlkit.instance import at_hand

NAME = f"tlkit-{tlkit.__version__}-py3-none-any.whl"


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that the kit takes for the checkout it runs from."""
    folder = tmp_path / "checkout"
    for name in ("tlkit", "dist", "wheelhouse"):
        (folder / name).mkdir(parents=True)
    (folder / "setup.cfg").touch()
    monkeypatch.setattr(tlkit, "__file__", str(folder / "tlkit" / "__init__.py"))
    return folder


@pytest.mark.parametrize("place", ["checkout/dist", "checkout/wheelhouse", "here", "here/wheels"])
def test_a_wheel_of_this_version_is_found(place: str, checkout: Path, tmp_path: Path) -> None:
    (tmp_path / place).mkdir(parents=True, exist_ok=True)
    wheel = tmp_path / place / NAME
    wheel.touch()
    assert at_hand(tmp_path / "here") == wheel


def test_a_wheel_of_another_version_is_not_taken(checkout: Path, tmp_path: Path) -> None:
    (checkout / "dist" / "tlkit-0.0.9-py3-none-any.whl").touch()
    assert at_hand(tmp_path) is None


def test_an_installed_kit_looks_only_where_it_is_called(checkout: Path, tmp_path: Path) -> None:
    (checkout / "setup.cfg").unlink()
    (checkout / "dist" / NAME).touch()
    assert at_hand(tmp_path) is None
