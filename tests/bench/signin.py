"""Fifty officers who sign in at the same moment: what residents who search the catalogue notice of it.

Each comes from an address of its own, as through a reverse proxy, fetches the form and sends its password;
the hashing is the work. The pages are asked for at a fifth of the site's capacity, whether or not they come.
"""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import datetime, timezone
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Barrier
from time import sleep
from urllib.parse import urlencode, urlsplit

from tests.bench.figure import Figure
from tests.servers import site
from tests.site.folders import close, make_instance
from tests.site.load import requests_per_second
from tests.site.steady import Steady, at_rate
from tlkit.site import create_app
from tlkit.site.prepare import prepare_app
from tlkit.site.shared.accounts.guard import guard
from tlkit.site.shared.accounts.models import Account, AccountRole
from tlkit.site.shared.database import writing

PEOPLE = 50
PASSWORD = "kata sandi yang panjang"
SEARCH = "/izin?q=bidan"
"""A page that nobody has rendered beforehand."""
FORM = "/petugas/masuk"
WORKERS = 2
SHARE = 0.2
SECONDS = 4.0


def figures() -> Iterator[Figure]:
    """That everybody got in, and the pages' waits against those of a quiet site."""
    with TemporaryDirectory() as place:
        instance = make_instance(Path(place))
        employ(instance)
        with site(instance, log=Path(place) / "site.log", workers=WORKERS) as server:
            url = server.url + SEARCH
            rate = SHARE * requests_per_second(url, "gzip", seconds=5)
            rounds = [(at_rate(url, rate, SECONDS), beside(server.url, rate)) for _ in range(5)]
    failed = sum(quiet.failed + during.failed for quiet, (during, _) in rounds)
    refused = sum(out for _, (_, out) in rounds)
    yield Figure("pages that failed while fifty signed in", failed, None, "requests", 0, "higher")
    yield Figure("sign-ins that were refused", refused, None, "sign-ins", 0, "higher")
    quiet = median(one.p99 for one, _ in rounds)
    during = median(one.p99 for _, (one, _) in rounds)
    yield Figure("p99 while fifty sign in", during, quiet, "ms", 2.0, "higher")


def employ(instance: Path) -> None:
    """Prepare the site and its officers, who all chose the same password."""
    app = create_app(instance)
    prepare_app(app)
    with app.app_context():
        hashed = guard().hashed(PASSWORD)
        with writing() as session:
            for number in range(PEOPLE):
                account = Account(
                    email=address_of(number), name=f"Petugas {number}", password=hashed, recovery=[],
                    created_at=datetime.now(timezone.utc),
                )  # fmt: skip
                account.roles = [AccountRole(name="verifier")]
                session.add(account)
    close(app)


def address_of(number: int) -> str:
    return f"petugas{number}@kantor.example"


def beside(url: str, rate: float) -> tuple[Steady, int]:
    """The pages' waits with all sign-ins in the middle, and how many of those were refused.

    Officers and residents are a process each: what the one does must not keep the other from asking.
    """
    with ProcessPoolExecutor(1, get_context("spawn")) as town:
        town.submit(len, ()).result()  # the process is up before anything is measured
        refused = town.submit(all_sign_in, url)
        waits = at_rate(url + SEARCH, rate, SECONDS)
        return waits, refused.result()


def all_sign_in(url: str) -> int:
    """Have everybody sign in at once; how many were refused."""
    gate = Barrier(PEOPLE)
    with ThreadPoolExecutor(PEOPLE) as people:
        entries = [people.submit(signs_in, url, number, gate) for number in range(PEOPLE)]
        return sum(not entry.result() for entry in entries)


def signs_in(url: str, number: int, gate: Barrier) -> bool:
    """Fetch the form, wait for the others, send the password; whether the code is asked for next."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    sleep(SECONDS / 4)
    here = {"X-Forwarded-For": f"10.0.0.{number + 1}", "X-Forwarded-Proto": "https"}
    connection.request("GET", FORM, headers=here)
    page = connection.getresponse()
    cookie = (page.headers["Set-Cookie"] or "").partition(";")[0]
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.read().decode())
    gate.wait()
    form = urlencode(
        {"csrf_token": token[1] if token else "", "email": address_of(number), "password": PASSWORD}
    )
    sent = {**here, "Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded",
            "Referer": f"https://{parts.netloc}{FORM}"}  # fmt: skip
    connection.request("POST", FORM, form, sent)
    answer = connection.getresponse()
    answer.read()
    return answer.status == 303 and "/masuk/kode" in (answer.headers["Location"] or "")
