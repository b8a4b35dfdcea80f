"""Which documents a change of the rules concerns: all that read otherwise by it, and few that do not."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from seeds.load import load_lexicon, load_schema, sample_folder
from transforms.article import ArticleReader
from transforms.concerns import Change, Said, change_of
from transforms.context.canonical import measured_words
from transforms.lexicon import Lexicon
from transforms.reading.documents import read_document
from transforms.records import Document

if TYPE_CHECKING:
    from spacy.language import Language

    from transforms.lexicon import Row
    from transforms.records import Article

SCHEMA = load_schema()
NOTHING = {"line": "(?!)", "sentence": "(?!)", "figure": "(?!)"}


def said(article: Article) -> Said:
    document = article.document
    about = "\n".join(filter(None, (document.title, document.byline, document.outlet)))
    measured = tuple(measured_words(figure.measure, figure) for figure in article.figures)
    return Said(document.text, article.lines, measured, about)


def without(table: str, row: Row) -> Change:
    rows = load_lexicon().tables
    others = {**rows, table: tuple(other for other in rows[table] if other != row)}
    return change_of(rows, others, {table: SCHEMA[table]})


@cache
def changes() -> dict[str, list[Change]]:
    """Return for each row of each table what differs without it."""
    return {name: [without(name, row) for row in rows] for name, rows in load_lexicon().tables.items()}


def mute(name: str, row: Row, n: int) -> Row:
    """Return a row that finds nothing in any text: the readers ask for some tables and rows by name."""
    columns = SCHEMA[name]["columns"]
    return row | {
        column: NOTHING.get(rule["stands"], f"qzx{'abcdefghij'[n % 10]}{'klmnopqrst'[n // 10 % 10]}{'u' * (n // 100)}")
        for column, rule in columns.items()
        if "stands" in rule and row[column]
    }


def is_said(word: str, told: Said) -> bool:
    return Change(frozenset({word})).concerns(told)


def reduced(article: Article) -> Lexicon:
    """Return a lexicon in which only what concerns the article says anything."""
    told, tables = said(article), {}
    for name, rows in load_lexicon().tables.items():
        listed = [column for column, rule in SCHEMA[name]["columns"].items() if rule.get("stands") == "words"]
        kept = []
        for n, row in enumerate(rows):
            if listed:
                words = [word for word in row["words"].split() if is_said(word, told)]
                kept.append(row | {"words": " ".join(words)})
            else:
                kept.append(row if changes()[name][n].concerns(told) else mute(name, row, n))
        tables[name] = tuple(kept)
    return Lexicon(tables, "reduced")


def document(text: str, name: str = "a.txt") -> Document:
    read = read_document(text.encode(), name)
    assert isinstance(read, Document)
    return read


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted(sample_folder().glob("*.*")), ids=lambda path: path.stem)
def test_rows_that_do_not_concern_an_article_change_nothing_in_it(path: Any, nlp: Language) -> None:
    read = read_document(path.read_bytes(), path.name)
    assert isinstance(read, Document)
    article = ArticleReader(load_lexicon(), nlp).read(read)
    by_few = ArticleReader(reduced(article), nlp).read(read)
    assert (by_few.lines, by_few.figures, by_few.rejections) == (article.lines, article.figures, article.rejections)
    assert by_few == article


def tables(**changed: tuple[Row, ...]) -> dict[str, tuple[Row, ...]]:
    return {**load_lexicon().tables, **changed}


def edited(table: str, key: str, **cells: str) -> Change:
    """Return what differs when the row whose first cell is `key` has other cells."""
    rows = load_lexicon().table(table)
    found = [row for row in rows if next(iter(row.values())) == key]
    assert found, key
    return change_of(tables(), tables(**{table: tuple(row | cells if row in found else row for row in rows)}), SCHEMA)


def dropped(table: str, key: str) -> Change:
    return without(table, next(row for row in load_lexicon().table(table) if next(iter(row.values())) == key))


@pytest.mark.parametrize(
    ("change", "concerned", "others"),
    [
        (edited("units", "mile", kind="duration"), "Six\nMILES out.", "Six metres out."),
        (edited("units", "mile", surfaces="mile|miles|sea-mile"), "Six sea\nmile.", "Six miles."),
        (edited("currencies", "EUR", symbols="€|Є"), "It cost Є7.", "It cost €7."),
        (edited("word_sets", "totals", words="toll number tally"), "The total was 7.", "The toll was 7."),
        (edited("number_words", "m", value="1"), "It cost £7m.", "Them and 7 men."),
        (edited("reporting_verbs", "warn", takes="any"), "The yard warned of it.", "The yard closed."),
        (dropped("group_nouns", "man"), "Two men sang.", "Two boys sang."),
        (edited("comparators", "about", comparator=">"), "About\u00a07 boats.", "Around 7 boats."),
        (edited("country_names", "U.K.", country="Wales"), "Prices in UK rose 2%.", "Prices in Wales rose 2%."),
        (edited("country_names", "Britain", alpha3=""), "British prices rose 2%.", "Welsh prices rose 2%."),
        (dropped("group_nouns", "company"), "Two companies sank.", "Two councils sank."),
        (dropped("group_nouns", "woman"), "Two women sang.", "Two singers won."),
    ],
)
def test_a_document_is_concerned_by_what_stands_in_it(change: Change, concerned: str, others: str) -> None:
    assert (change.concerns(Said(concerned)), change.concerns(Said(others))) == (True, False)


def test_expressions_are_tried_on_what_the_reader_tries_them_on() -> None:
    lines = edited("line_rules", "ads.label", reason="another", scope="tail")
    assert lines.concerns(Said("A story.\n\n**Hide Ad**\n"))
    assert not lines.concerns(Said("They hide ad boards from the wind."))
    ends = next(row for row in load_lexicon().table("line_rules") if row["scope"] == "end")
    assert without("line_rules", ends).concerns(
        Said(f"The harbour board met for two hours on Monday night. {ends['example']}")
    )
    dates = edited("not_figures", "date.month_day", needs="")
    for text, found in (("She left on March 3.", True), ("She left with 3 oars.", False)):
        article = ArticleReader(load_lexicon(), None).read(document(text))
        assert dates.concerns(said(article)) == found
    spending = edited("measures", "defence_spending", scope="any")
    assert spending.concerns(Said("", measured=("military budget",)))
    assert not spending.concerns(Said("Military budget.", measured=("harbour budget",)))


def test_what_explains_a_row_concerns_nobody_and_its_place_those_it_finds_something_in() -> None:
    assert not edited("units", "mile", example="Six miles.", note="by land")
    assert not edited("thresholds", "subject", threshold="0.7")
    rows = load_lexicon().table("measures")
    moved = change_of(tables(), tables(measures=(rows[-1], *rows[:-1])), SCHEMA)
    assert moved.measures == (rows[-1], rows[-1])
    assert change_of(tables(), {}, SCHEMA).everywhere == "the table line_rules came or went"
    assert (
        change_of(tables(), tables(changes=({"word": "rise"},)), SCHEMA).everywhere
        == "the columns of changes are others"
    )
    vague = {"changes": {"key": ["word"], "columns": {"word": {}}}}
    assert change_of({"changes": ({"word": "rise"},)}, {"changes": ()}, vague).everywhere
