"""The disk fills up while somebody applies: they are told, and what was there before is still there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.site.folders import ROOT

FULL = "Penyimpanan kami sedang penuh"
NO_ROOM = "Tempat penyimpanan sedang penuh; berkas belum tersimpan."


def test_a_disk_that_fills_up_while_somebody_applies(tmp_path: Path) -> None:
    """The disk is mounted in a namespace of its own, for which nobody needs to be root."""
    own = ["unshare", "--mount"] if os.getuid() == 0 else ["unshare", "--user", "--map-root-user", "--mount"]
    walk = [sys.executable, "-m", "tests.site.uploads.small_disk", str(tmp_path)]
    result = subprocess.run([*own, *walk], capture_output=True, text=True, check=False, cwd=ROOT)
    assert result.returncode == 0, result.stderr
    seen = json.loads(result.stdout)
    for leaving, told in ((0, (507, {})), (100_000, (200, {"berkas:ktp": NO_ROOM}))):
        wrong, status, files, rows = seen[f"upload with {leaving} bytes left"]
        assert (status, {name: said[: len(NO_ROOM)] for name, said in wrong.items()}) == told
        assert (files, rows) == ([], 0), "nothing is half stored"
    status, page = seen["sending"]
    assert status == 507
    assert FULL in page
    assert seen["sending again"] == [200, True], "the same button, once there is room"
    assert seen["applications"] == 1
    assert seen["whole"] == "ok"
