"""Pages for what goes wrong: through `errors/<code>.html`, or plain words where that fails too."""

from __future__ import annotations

import logging

from flask import Flask, Response, make_response, render_template
from jinja2 import TemplateNotFound
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from tlkit.errors import Text, TlkitError
from tlkit.site.shared.languages import current_language

log = logging.getLogger(__name__)

PLAIN = {
    400: Text(
        "This could not be taken. Go back, reload the page and send it again.",
        "Kiriman ini tidak dapat diterima. Kembali, muat ulang halaman, lalu kirim lagi.",
    ),
    403: Text("This page is not for you.", "Halaman ini bukan untuk Anda."),
    404: Text("There is no such page.", "Halaman ini tidak ada."),
    405: Text("This page cannot be used that way.", "Halaman ini tidak dapat dipakai dengan cara itu."),
    413: Text(
        "This is too large to send. Go back and choose a smaller file.",
        "Kiriman ini terlalu besar. Kembali, lalu pilih berkas yang lebih kecil.",
    ),
    429: Text(
        "Tried too often. Wait a while, then try again.",
        "Terlalu sering dicoba. Tunggu sebentar, lalu coba lagi.",
    ),
    500: Text(
        "Something went wrong here. Please try again in a moment.",
        "Terjadi kesalahan di pihak kami. Silakan coba lagi sebentar lagi.",
    ),
    503: Text(
        "The site is being prepared. Please try again in a few minutes.",
        "Situs sedang disiapkan. Silakan coba lagi beberapa menit lagi.",
    ),
    507: Text(
        "Our storage is full. What you sent just now is not saved. Try again later.",
        "Penyimpanan kami sedang penuh. Yang baru Anda kirim belum tersimpan. Coba lagi nanti.",
    ),
}

DISK_FULL = "53100"
"""PostgreSQL's SQLSTATE for a disk without room; SQLite says it in words."""


TOO_LARGE = "/terlalu-besar"
"""Where `deploy/nginx.conf` fetches the page about a request that it lets nobody send."""


def register_error_pages(app: Flask) -> None:
    """Answer every failure with a page that says what to do."""
    app.add_url_rule(TOO_LARGE, "too_large", lambda: error_page(413))
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(TlkitError, foreseen_error)
    app.register_error_handler(OperationalError, database_error)


def http_error(error: HTTPException) -> Response:
    """The page of an HTTP error; one raised with its own response (a redirect) goes out as it is."""
    if error.code is None or error.response is not None or error.code < 400:
        return make_response(error)
    answer = error_page(error.code)
    for name, value in error.get_headers():
        if name != "Content-Type":
            answer.headers.setdefault(name, value)
    return answer


def foreseen_error(error: TlkitError) -> Response:
    """The site cannot answer at present, for a reason the kit knows: log it, ask for patience."""
    log.error("%s", error.message.en)
    answer = error_page(503)
    answer.headers["Retry-After"] = "60"
    return answer


def database_error(error: OperationalError) -> Response:
    """A disk without room has a page of its own; whatever else ails the database is raised again."""
    full = getattr(error.orig, "sqlstate", None) == DISK_FULL or "disk is full" in str(error.orig)
    if not full:
        raise error
    log.critical("the database's disk is full")
    answer = error_page(507)
    answer.headers["Retry-After"] = "600"
    return answer


def error_page(code: int) -> Response:
    """The page of a status code, uncached."""
    usual = 500 if code >= 500 else 404
    try:
        body = render_template([f"errors/{code}.html", f"errors/{usual}.html"], code=code)
    except TemplateNotFound:
        body = plain_page(code, usual)
    except Exception:
        log.exception("the page for status %s cannot be rendered", code)
        body = plain_page(code, usual)
    answer = make_response(body, code)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def plain_page(code: int, usual: int) -> str:
    """A page that needs no template."""
    lang = current_language()
    words = PLAIN.get(code, PLAIN[usual]).in_(lang)
    return f'<!doctype html><html lang="{lang}"><title>{code}</title><p>{words}</p></html>'
