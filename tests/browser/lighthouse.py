"""`make lighthouse`: each score of four pages on a phone, the median of three runs, at least 95."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from statistics import median
from typing import Any

from tests.browser.chromium import FLAGS, PROGRAM
from tests.browser.demonstration import demonstration

PAGES = {"home": "/", "catalogue": "/izin", "permit": "/izin/sip-bidan", "districts": "/wilayah"}
SCORES = ("performance", "accessibility", "best-practices", "seo")
LOWEST = 95
ROUNDS = 3
TRIES = 3


def main() -> int:
    """Print the scores and what cost points; 1 when any is below the lowest."""
    with demonstration() as origin:
        return sum(measure(name, origin + address) for name, address in PAGES.items()) and 1


def measure(name: str, url: str) -> int:
    """How many of the page's scores are too low."""
    reports = [run(url) for _ in range(ROUNDS)]
    short = 0
    for score in SCORES:
        value = round(median(report["categories"][score]["score"] for report in reports) * 100)
        short += value < LOWEST
        print(f"{name} {score}: {value} (bar {LOWEST}) {'holds' if value >= LOWEST else 'short'}", flush=True)
        for fault in faults(reports[0], score) if value < 100 else ():
            print(f"    {fault}", flush=True)
    return short


def run(url: str) -> Any:
    """One report of Lighthouse, by its own JSON; Chromium sometimes loses the start of a trace."""
    command = ["npx", "--yes", "lighthouse@12", url, "--quiet", "--output=json"]
    command += [f"--only-categories={','.join(SCORES)}", f"--chrome-flags=--headless=new {' '.join(FLAGS)}"]
    env = {**os.environ, "CHROME_PATH": PROGRAM}
    for _ in range(TRIES):
        said = subprocess.run(command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        if said.returncode == 0:
            return json.loads(said.stdout)
    raise SystemExit(f"Lighthouse gave no report of {url}; see its message above.")


def faults(report: Any, score: str) -> list[str]:
    """The audits that cost points, the dearest first."""
    audits = report["audits"]
    weighed = [
        (reference["weight"] * (1 - audits[reference["id"]]["score"]), audits[reference["id"]])
        for reference in report["categories"][score]["auditRefs"]
        if reference["weight"] and audits[reference["id"]]["score"] is not None
    ]
    costly = sorted((pair for pair in weighed if pair[0] > 0), key=lambda pair: -pair[0])
    return [f"{audit['title']} {audit.get('displayValue', '')}".strip() for _, audit in costly]


if __name__ == "__main__":
    sys.exit(main())
