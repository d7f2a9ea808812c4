"""Markdown that a region writes, as harmless HTML: plain structure, no script, no style, no form."""

from __future__ import annotations

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

TAGS = {
    *("a", "p", "br", "hr", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li"),
    *("h2", "h3", "h4", "table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd"),
}

MARKDOWN = MarkdownIt("commonmark").enable("table")


def clean(text: str) -> Markup:
    """Markdown as HTML. The page has its own heading, so a first-level one becomes a second."""
    html = MARKDOWN.render(text).replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    return Markup(nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, link_rel="noopener"))
