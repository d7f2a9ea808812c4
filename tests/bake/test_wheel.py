"""The wheel holds the kit whole: its code, its template and its regions, dotfiles too, and nothing else."""

import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

SHIPPED = {"tlkit/": "tlkit/", "template/": "tlkit/template/", "regions/": "tlkit/regions/"}


def test_the_wheel_holds_what_the_tree_holds(kit_files: list[str], wheel: Path) -> None:
    expected = {
        name.replace(folder, inside, 1)
        for name in kit_files
        for folder, inside in SHIPPED.items()
        if name.startswith(folder)
    }
    shipped = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert sorted(expected - shipped) == [], "left out of the wheel"
    assert sorted(shipped - expected) == [], "in the wheel, not in the tree"
    assert any("/." in name for name in shipped), "the template's dotfiles are among them"


def test_the_wheel_names_its_licence_and_its_command(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        about = {name.partition(".dist-info/")[2]: name for name in archive.namelist()}
        assert "licenses/LICENSE" in about
        assert "licenses/NOTICE" in about
        assert "tlkit = tlkit.cli:main" in archive.read(about["entry_points.txt"]).decode()


def test_an_instance_installs_from_the_wheel_it_carries(wheel: Path, instance: Path, tmp_path: Path) -> None:
    shutil.copytree(instance, tmp_path / "kota")
    shutil.copy(wheel, tmp_path / "kota" / "wheels")
    command = [sys.executable, "-m", "pip", "install", "--no-index", "--no-deps", "--ignore-installed"]
    command += ["--target", str(tmp_path / "kit"), "-r", str(tmp_path / "kota" / "requirements.txt")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "kit" / "tlkit" / "template" / "cookiecutter.json").is_file()
