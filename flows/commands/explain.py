"""`tallywire explain`: read articles and show the reading, without database, Prefect or Great Expectations."""

from __future__ import annotations

import json
import sys
from collections import deque
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import click

from flows.article_reader import article_reader
from flows.commands.options import no_context, setting, settings_of
from flows.explain import CONTROL, article_object, article_text, rejection_object
from flows.intake import read_patiently
from flows.items import to_document
from flows.opening import is_container
from flows.sources import find_sources
from transforms.records import PAGE_TEXT_READER, TEXT_READER, Article, Document, Rejection, digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flows.items import Limits
    from flows.sources import Source, Sources


@dataclass(frozen=True, slots=True)
class Named:
    """A document or a refusal under the short name it is shown by."""

    doc: str
    item: Document | Rejection
    asked: bool = False
    """Whether it was named by itself, and not found in a folder."""


@click.command()
@click.argument("sources", metavar="PATH...|-", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a document, a line each.")
@click.option("--as-page", is_flag=True, help="Take texts for dumps of whole pages, menus and all.")
@click.option("--each-line", is_flag=True, help="Take every input line for a document of one body sentence.")
@setting("model")
@setting("weights")
@no_context()
@setting("measures")
@setting("max_bytes")
@setting("columns")
def explain(sources: tuple[str, ...], as_json: bool, as_page: bool, each_line: bool, **options: Any) -> None:
    """Show what each line and each number of PATHs was taken for, and by which rule.

    A PATH is what `tallywire run` takes: articles, tables and archives of them, folders, addresses, or - for standard
    input. Nothing is stored.

    \b
    Examples:
      tallywire explain letter.txt
      tallywire explain --json articles/ > readings.jsonl
      echo "Output rose by 2.5% in May." | tallywire explain --each-line -
    """
    settings = settings_of(options)
    found = find_sources(sources)
    reader = article_reader(settings.model, settings.measures, weights=settings.weights)
    names: deque[str] = deque()
    refused: list[Rejection] = []
    items = _items(found, settings.limits, each_line=each_line)
    documents = _readable(items, names, refused, as_json=as_json)
    if as_page:
        documents = map(of_a_page, documents)
    articles = map(reader.read_line, documents) if each_line else reader.read_many(documents)
    read = 0
    for read, article in enumerate(articles, 1):  # noqa: B007 - the count is wanted afterwards
        _show(article, names.popleft(), as_json=as_json)
    if read == 0 or refused:
        raise click.exceptions.Exit(2)


def of_a_page(document: Document) -> Document:
    """Return a text as the text of a whole page; what was read from HTML stays as it is."""
    return replace(document, reader=PAGE_TEXT_READER) if document.reader == TEXT_READER else document


def _readable(
    items: Iterable[Named], names: deque[str], refused: list[Rejection], *, as_json: bool
) -> Iterator[Document]:
    """Yield the documents, their short names remembered in order; show what is refused, remember it if asked for."""
    for named in items:
        if isinstance(named.item, Rejection):
            refused += [named.item] if named.asked else []
            _show_refusal(named.item, named.doc, as_json=as_json)
        else:
            names.append(named.doc)
            yield named.item


def _show_refusal(refused: Rejection, doc: str, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(rejection_object(refused, doc), ensure_ascii=False), err=True)
    else:
        click.echo(f"{refused.source}: {refused.reason} [{refused.rule_id}]".translate(CONTROL), err=True)


def _show(article: Article, doc: str, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(article_object(article, doc), ensure_ascii=False))
    else:
        click.echo("\n".join(article_text(article, styled=sys.stdout.isatty())) + "\n")


def _items(found: Sources, limits: Limits, *, each_line: bool) -> Iterator[Named]:
    for rejection in found.rejected:
        yield Named(rejection.source, rejection)
    for source in found.found:
        for each in read_patiently(source, limits):
            item, doc = to_document(each, limits), _short_name(source, each.name)
            if each_line and isinstance(item, Document):
                for n, text in enumerate(item.text.split("\n"), 1):
                    if text.strip():
                        yield Named(f"{doc}#{n}", _sentence(item, text.rstrip("\r"), n))
            else:
                yield Named(doc, item, asked=source.folder is None)


def _short_name(source: Source, name: str) -> str:
    """Return the short name of an article: its source's stem, and in a container the member's stem or the row."""
    inside = name.removeprefix(source.name)
    if not is_container(source) or not inside:
        return source.stem
    member, mark, row = inside[1:].partition("#") if inside[0] == "!" else ("", "#", inside[1:])
    if "://" in member:
        return member
    return f"{PurePosixPath(member).stem if member else source.stem}{mark}{row}"


def _sentence(document: Document, text: str, n: int) -> Document:
    """Return line `n` as a document of its own, its offsets counting from its own start."""
    return replace(
        document,
        doc_id=digest(document.doc_id, str(n)),
        source=f"{document.source}:{n}",
        text=text,
        n_bytes=len(text.encode()),
    )
