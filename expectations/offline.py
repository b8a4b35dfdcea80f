"""Makes a generated page whole without a network: nothing in it is fetched from another host any more.

It also makes it harmless: Great Expectations writes cells into its pages unescaped, and news text may hold markup.
"""

from __future__ import annotations

import re
from typing import Final

from lxml import html

REMOTE: Final = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
"""An address that is not relative: with a scheme (also `javascript:`), or taking over the scheme of the page."""

REMOTE_STYLE: Final = re.compile(r"@import[^;]*;|url\(\s*['\"]?\s*(?:https?:)?//[^)]*\)", re.IGNORECASE)

ADDRESSES: Final = ("href", "src", "srcset", "action", "formaction", "poster", "data", "background")
"""Attributes from which a browser loads, or to which it goes."""

NEVER_LOCAL: Final = ("script", "link", "iframe", "object", "embed", "base", "meta")
"""Elements that load or redirect: every script and stylesheet of a Data Docs page but ours comes from elsewhere."""


def offline(page: str, stylesheet: str) -> str:
    """Return `page` without scripts, remote styles, images and links, styled by the local file `stylesheet` instead.

    `stylesheet` is a relative address. Controls that only a script would move are taken out; texts and tables all stay.
    """
    root = html.document_fromstring(page)
    for element in list(root.iter(*NEVER_LOCAL)):
        element.drop_tree()
    for control in root.xpath(
        "//*[contains(@class, 'btn-group-toggle')]/ancestor::*[contains(@class, 'card')][last()]"
    ):
        control.drop_tree()
    for element in list(root.iter("*")):
        _disarm(element)
    head = root.find("head")
    head.insert(0, html.Element("meta", charset="utf-8"))
    head.append(html.Element("link", rel="stylesheet", href=stylesheet))
    return str(html.tostring(root, encoding="unicode", doctype="<!DOCTYPE html>"))


def _disarm(element: html.HtmlElement) -> None:
    if element.tag == "style":
        element.text = REMOTE_STYLE.sub("none", element.text or "")
    if element.tag == "img" and REMOTE.match(element.get("src", "")):
        element.drop_tree()
        return
    for name, value in list(element.attrib.items()):
        if name.startswith("on") or (name.rpartition(":")[2] in ADDRESSES and REMOTE.match(value)):
            del element.attrib[name]
        elif name == "style":
            element.set(name, REMOTE_STYLE.sub("none", value))
