"""The card of trained weights: what they do, what they learned from, how right they are, and their digests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_TEXT: Final = """# The reader of context: model card

What it does: it reads a news story and says of each figure what it measures, whose it is, out of what, when, who says
so, and whether it is a fact, a target, a demand or a forecast. It chooses among words of the story. It says how sure it
is.

How it is made: a transformer of {layers} layers, begun with the published weights of all-MiniLM-L6-v2 (Apache License
2.0), and small networks over named features. Its settings: {settings}.

What it learned from: {articles} English news articles with {figures} figures, labelled by careful reading after the
guide in `seeds/labels/GUIDE.md`, and {attributed} articles with attributions marked by experts (PolNeAR 1.0). The
articles are other people's and are not here; the labels of some lie in `seeds/labels`. The weights hold no text.

How right it is, in percent, on {judged} figures of articles that it did not learn from:

| field | right | shown as sure from |
|---|---|---|
{rows}
| whole record (measure, subject, speaker, status) | {record} | |

What it cannot do: other languages than English; whose a figure is where only the reader's knowledge tells it; stories
unlike news. Where it is not sure, do not take its word.

| file | SHA-256 |
|---|---|
{files}
"""


def card(facts: Mapping[str, Any], digests: Mapping[str, str]) -> str:
    """Return the card in Markdown by the `facts` of a training and the digests of its files."""
    right, thresholds = facts["judged_on"]["right"], facts["thresholds"]
    return _TEXT.format(
        layers=facts["settings"]["layers"],
        settings=", ".join(f"{name} {value}" for name, value in facts["settings"].items()),
        articles=facts["trained_on"]["articles"],
        figures=facts["trained_on"]["figures"],
        attributed=facts["trained_on"]["attributed_articles"],
        judged=facts["judged_on"]["figures"],
        rows="\n".join(f"| {field} | {right[field]} | {level:.2f} |" for field, level in thresholds.items()),
        record=right["record"],
        files="\n".join(f"| `{name}` | `{digest}` |" for name, digest in digests.items()),
    )
