"""A small database to report on: articles that agree, disagree and go on over time, and one that attacks the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tests.warehouse.newsroom import BUDGET, FLOOD, REFUSAL, RIVAL, UNREADABLE, Article, article, run
from warehouse.connect import open_writer
from warehouse.landing import Refusal
from warehouse.migrate import prepare

if TYPE_CHECKING:
    from pathlib import Path

ATTACKS: Final = {
    "script": "</script><script>window.hacked = 1</script>",
    "image": '<img src="x" onerror="window.hacked = 2">',
    "attribute": '"\'><b onmouseover="window.hacked = 3" style="position:fixed;inset:0;background:url(//evil.test/x)">',
    "style": "</style><style>body { display: none }</style>",
    "comment": "<!--<script>",
    "template": "{{ 7 * 7 }}{% raw %}",
    "separator": "line\u2028break and \U0001f6a8 a sign of two units",
}

CATCH: Final = {"kind": "count", "unit": "barrel", "measure": "herring landed", "subject": "Norrby"}
N_CATCHES: Final = 60


def catches(n: int) -> Article:
    """Return the weekly note of harbour `n`: what it landed, more each week."""
    said = f"In week {n} the boats of Norrby landed {n + 100} barrels of herring."
    figure = CATCH | {"surface": str(n + 100), "value": n + 100.0, "speaker": f"Harbour master {n % 7}"}
    figure["period"] = f"In week {n}"
    day = f"2025-{1 + n // 28:02}-{1 + n % 28:02}"
    return article(
        f"note-{n}", [("body", said)], [figure], outlet="Norrby Notes", published=day, published_precision="day"
    )


def hostile() -> Article:
    """Return an article whose every text is an attack on the page."""
    one, two = f"5% {ATTACKS['script']}", f"7% {ATTACKS['image']}"
    body = f"\U0001f6a8 It rose {one} and {two}, said {ATTACKS['attribute']} {ATTACKS['separator']}"
    figure: dict[str, Any] = {"kind": "percent", "value": 5.0, "unit": ATTACKS["script"], "measure": ATTACKS["image"]}
    figure |= {"subject": ATTACKS["attribute"], "base": ATTACKS["style"], "period": ATTACKS["comment"]}
    figure |= {"speaker": ATTACKS["image"], "rule_id": ATTACKS["template"]}
    made = article(
        "hostile",
        [("title", ATTACKS["image"]), ("body", body)],
        [figure | {"surface": one}, figure | {"surface": two, "value": 7.0, "speaker": ATTACKS["script"]}],
        outlet=ATTACKS["style"],
        title=ATTACKS["script"],
        byline=ATTACKS["attribute"],
        published="2025-03-01",
        published_precision="day",
    )
    made[0]["source"] = f"desk/{ATTACKS['image']}{ATTACKS['script']}.txt"
    return made


def stocked(path: Path) -> Path:
    """Write the database of two runs to `path` and return it."""
    attack = Refusal(
        "read", f"{ATTACKS['script']}.txt", None, ("read.empty",), ATTACKS["image"], {"x": ATTACKS["script"]}
    )
    with open_writer(path) as connection:
        prepare(connection)
        run(
            connection,
            1,
            [BUDGET, FLOOD, RIVAL, *(catches(n) for n in range(N_CATCHES))],
            refusals=[REFUSAL, UNREADABLE],
        )
        run(connection, 2, [hostile()], refusals=[attack])
    return path
