"""The region's own code in `local/`: loaded if present, apart in every instance."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.site.folders import make_instance
from tlkit.errors import ExitCode
from tlkit.site import create_app
from tlkit.site.local import LocalCodeFails

PAGE = """
from flask import Blueprint

from .words import SAID

blueprint = Blueprint("pasar", __name__)


@blueprint.get("/pasar")
def market():
    return SAID
"""


def give_code(instance: Path, code: str, said: str = "") -> Path:
    """The instance with code of its own."""
    own = instance / "local"
    own.mkdir(exist_ok=True)
    (own / "__init__.py").write_text(code)
    (own / "words.py").write_text(f"SAID = {said!r}\n")
    return instance


def test_two_instances_answer_with_their_own_code(tmp_path: Path) -> None:
    one = create_app(give_code(make_instance(tmp_path, "one"), PAGE, "Pasar Anyar"))
    two = create_app(give_code(make_instance(tmp_path, "two"), PAGE, "Pasar Lama"))
    assert one.test_client().get("/pasar").text == "Pasar Anyar"
    assert two.test_client().get("/pasar").text == "Pasar Lama"


def test_without_own_code_there_is_no_such_page(tmp_path: Path) -> None:
    assert create_app(make_instance(tmp_path)).test_client().get("/pasar").status_code == 404


@pytest.mark.parametrize("code", ["def", "import tidak_ada_modul_ini", "blueprint = 7", ""])
def test_code_that_does_not_load_is_named(tmp_path: Path, code: str) -> None:
    instance = give_code(make_instance(tmp_path), code)
    with pytest.raises(LocalCodeFails) as failed:
        create_app(instance)
    assert str(instance / "local" / "__init__.py") in failed.value.message.id
    assert failed.value.exit_code == ExitCode.INPUT
