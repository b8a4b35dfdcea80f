"""From sentences to figures: a number grammar, units, comparators and change; no language model."""
