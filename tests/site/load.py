"""Puts load on a site: wrk, the shipped nginx configuration, and peers to be measured against."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from tests.servers import Server, free_port, nginx, running
from tlkit.site import processes

CONNECTIONS = 32
SECONDS = 10

NGINX = """\
{user}
worker_processes 2;
error_log {folder}/error.log;
pid {folder}/nginx.pid;
events {{ worker_connections 1024; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {servers}
}}
"""

FILE = """\
server {{
    listen 127.0.0.1:{port};
    root {root};
    location = /{name} {{
        default_type "text/html; charset=utf-8";
        add_header Content-Encoding gzip;
        try_files /{file} =404;
    }}
}}
"""


def requests_per_second(url: str, encoding: str, seconds: int = SECONDS) -> float:
    """What wrk gets through with 32 connections. Raises when any answer is not a success."""
    command = ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{seconds}s", "-H", f"Accept-Encoding: {encoding}", url]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise AssertionError(f"{url} did not answer every time:\n{said}")
    found = re.search(r"Requests/sec:\s+([0-9.]+)", said)
    assert found, said
    return float(found[1])


def constant() -> Flask:
    """A Flask application with one view that always gives the same."""
    app = Flask("constant")
    app.add_url_rule("/", view_func=lambda: "ok", endpoint="constant")
    return app


@contextmanager
def constant_site(log: Path, workers: int) -> Iterator[Server]:
    """The constant view on the same server with the same settings as ours."""
    port = free_port()
    module, name = processes.answer.__module__, processes.answer.__name__
    code = (
        f"from {module} import {name} as answer; from tests.site.load import constant;"
        f"answer(constant, '127.0.0.1', {port}, {workers})"
    )
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-c", code]
    with running(command, f"http://127.0.0.1:{port}", log, env={"PYTHONPATH": str(root)}) as server:
        yield server


@contextmanager
def behind_nginx(instance: Path, site: str, folder: Path, also: str = "") -> Iterator[Server]:
    """The instance's own nginx configuration before its running site; only addresses, `also`, are put in."""
    shipped = (instance / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    port = free_port()
    changes = {
        r"listen 80;": f"listen 127.0.0.1:{port};",
        r"listen \[::\]:80;": also,
        r"server 127\.0\.0\.1:8000;": f"server {site.removeprefix('http://')};",
        r"root /srv/\S+?/var/": f"root {instance}/var/",
    }
    for old, new in changes.items():
        shipped, times = re.subn(old, new, shipped)
        assert times == 1, f"{old} stands {times} times in the shipped configuration"
    with configured(folder, shipped, port) as server:
        yield server


@contextmanager
def as_a_file(file: Path, folder: Path) -> Iterator[Server]:
    """nginx with nothing but one compressed file, at `/page`."""
    port = free_port()
    servers = FILE.format(port=port, root=file.parent, name="page", file=file.name)
    with configured(folder, servers, port, ready="/page") as server:
        yield server


@contextmanager
def configured(folder: Path, servers: str, port: int, ready: str = "/") -> Iterator[Server]:
    """nginx with the given servers and nothing of the machine's own configuration."""
    folder.mkdir()
    user = "user root;" if os.geteuid() == 0 else ""
    config = folder / "nginx.conf"
    config.write_text(NGINX.format(user=user, folder=folder, servers=servers), encoding="utf-8")
    with nginx(config, f"http://127.0.0.1:{port}", folder / "nginx.log", ready=ready) as server:
        yield server


def resident_megabytes(pid: int) -> float:
    """Resident memory of a process and all that it started; what they share counts for each."""
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    own = int(found[1]) / 1024 if found else 0.0
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return own + sum(resident_megabytes(int(child)) for child in children)
