"""The page as one file: template, styles and scripts joined, nothing fetched from anywhere, nothing of an article run.

Texts of articles reach the page in two ways: escaped by the template, or inside a compressed block of data that
scripts write into the page as text. Should one act as markup all the same, the browser refuses to run it: the page's
policy allows the scripts whose digests it lists, and no address.
"""

from __future__ import annotations

import gzip
import json
import os
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from flows.report.content import content
from flows.report.library import library
from flows.report.words import some

if TYPE_CHECKING:
    from pathlib import Path

NAME: Final = "report.html"
DOCS_FOLDER: Final = "quality"
"""Folder of the Data Docs beside the page."""

RULES_PAGE: Final = f"{DOCS_FOLDER}/index.html"

SCRIPTS: Final = ("data.js", "select.js", "table.js", "draw.js", "show.js", "charts.js", "page.js")
"""Our scripts, in the order they need each other."""


def render(warehouse: Path, home: Path, rules_page: str | None = None) -> str:
    """Return the page, with a link to `rules_page`; `home` keeps the library of the charts.

    Raises what `open_reader` and `run_query` do.
    """
    shown, data = content(warehouse)
    own = '"use strict";\n' + "\n".join(map(_asset, SCRIPTS))
    packed = library(home)
    return _template().render(
        shown,
        style=_asset("page.css"),
        script=own,
        library=b64encode(packed).decode(),
        data=compressed(json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)),
        policy=policy(own.encode(), gzip.decompress(packed)),
        rules_page=rules_page,
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("flows", "report/assets"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters["some"] = some
    return environment.get_template("page.html.j2")


def _asset(name: str) -> str:
    return files("flows.report").joinpath("assets", name).read_text("utf-8")


def compressed(text: str) -> str:
    """Return `text` as a script of the page unpacks it: gzip, written in base64, which holds no markup."""
    return b64encode(gzip.compress(text.encode(), 6, mtime=0)).decode()


def policy(*scripts: bytes) -> str:
    """Return the Content-Security-Policy that lets exactly `scripts` run and nothing be loaded.

    Styles are open, because Vega writes some on what it draws; they can fetch nothing.
    """
    digests = " ".join(f"'sha256-{b64encode(sha256(script).digest()).decode()}'" for script in scripts)
    return f"default-src 'none'; script-src {digests}; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def write_report(warehouse: Path, folder: Path, home: Path) -> Path:
    """Write the page into `folder`, replacing the former one in one step, and return its path.

    `home` is the project's private folder, which keeps the library of the charts.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / NAME
    rules_page = RULES_PAGE if (folder / RULES_PAGE).is_file() else None
    copy = folder / f".{NAME}.{os.getpid()}.tmp"
    try:
        copy.write_text(render(warehouse, home, rules_page), "utf-8", errors="backslashreplace")
        copy.replace(path)
    finally:
        copy.unlink(missing_ok=True)
    return path
