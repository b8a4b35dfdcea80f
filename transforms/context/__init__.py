"""From figures to their context: of what, whose, when, who said so, and how sure."""
