"""What every template can use: the region, the assets, addresses in the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from flask import Flask, has_request_context, request
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from tlkit.errors import Text
from tlkit.site.shared.assets import AssetSet
from tlkit.site.shared.instance import Instance, current_instance
from tlkit.site.shared.languages import LANGUAGE_PREFIX, current_language
from tlkit.site.shared.service import NavItem


class SharedBytecode(BytecodeCache):
    """Compiled templates, shared by all applications of a process; only code, keyed by its source."""

    compiled: dict[tuple[str, str], bytes] = {}  # noqa: RUF012

    def load_bytecode(self, bucket: Bucket) -> None:
        code = self.compiled.get((bucket.key, bucket.checksum))
        if code is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.compiled[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


def furnish(app: Flask, instance: Instance, assets: AssetSet) -> None:
    """Give the templates of an application their names."""
    app.jinja_env.globals.update(
        asset=assets.address,
        has_asset=assets.__contains__,
        instance=instance,
        region=instance.region,
        page_url=page_addresses(app),
        say=in_reader_language,
    )
    app.context_processor(of_this_request)


def of_this_request() -> dict[str, Any]:
    """What differs from page to page: language, the same page in other languages, the bar."""
    return {
        "lang": current_language(),
        "other_languages": other_languages(),
        "nav": navigation(current_instance()),
    }


def in_reader_language(text: Text) -> str:
    """A text of the kit or the catalogue in the language of the present answer."""
    return text.in_(current_language())


def page_addresses(app: Flask) -> Callable[..., str]:
    """A cheap `url_for`: each address is built once, then only gets the language put before it."""
    adapter = app.url_map.bind("")

    @lru_cache(maxsize=8192)
    def build(endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:
        return adapter.build(endpoint, dict(values))

    def page_url(endpoint: str, **values: Any) -> str:
        prefix = request.script_root if has_request_context() else ""
        return prefix + build(endpoint, tuple(values.items()))

    return page_url


def other_languages() -> list[tuple[str, str]]:
    """Every other language of the site, and the address of the present page in it."""
    root = request.script_root.removesuffix(request.environ.get(LANGUAGE_PREFIX, ""))
    page = quote(request.path)
    if request.query_string:
        page += "?" + quote(request.query_string.decode("latin-1"), safe="=&%+")
    languages = current_instance().region.languages
    return [
        (language, root + ("" if language == languages[0] else f"/{language}") + page)
        for language in languages
        if language != current_language()
    ]


def navigation(instance: Instance) -> list[NavItem]:
    """The entries of the bar, left to right: only services that are on."""
    items = [item for service in instance.services for item in service.nav]
    return sorted(items, key=lambda item: item.position)
