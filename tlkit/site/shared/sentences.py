"""The templates' sentences in the reader's language: written in Indonesian, translated by gettext."""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask

from tlkit.site.shared.languages import current_language

TRANSLATIONS = Path(__file__).parents[1] / "translations"


def translate(app: Flask) -> None:
    """Give the templates of an application `_()` and `ngettext()`."""
    environment: Any = app.jinja_env
    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_callables(
        lambda text: into(current_language()).gettext(text),
        lambda one, many, count: into(current_language()).ngettext(one, many, count),
        newstyle=True,
    )


@cache
def into(language: str) -> gettext.NullTranslations:
    """What translates into a language; a sentence that it does not know stays as it is written."""
    return gettext.translation("messages", TRANSLATIONS, [language], fallback=True)
