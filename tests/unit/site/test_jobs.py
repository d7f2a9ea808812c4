"""The queue of one instance."""

from __future__ import annotations

from pathlib import Path

import pytest

from tlkit.site.shared.jobs import Jobs


def work_off(jobs: Jobs) -> None:
    while (task := jobs.huey.dequeue()) is not None:
        jobs.huey.execute(task)


def test_jobs_are_done_by_name_in_another_process_s_order(tmp_path: Path) -> None:
    done: list[object] = []
    adds, works = Jobs(tmp_path / "var" / "jobs.db"), Jobs(tmp_path / "var" / "jobs.db")
    works.register("note", lambda word="": done.append(word))
    adds.enqueue("note", word="a")
    adds.enqueue("note", word="b")
    adds.enqueue("note", word="a")
    work_off(works)
    assert done == ["a", "b"]


def test_an_unknown_name_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        Jobs(tmp_path / "jobs.db").run("nobody", {})


def test_no_file_is_made_before_the_first_job(tmp_path: Path) -> None:
    Jobs(tmp_path / "var" / "jobs.db").register("note", print)
    assert not (tmp_path / "var").exists()
