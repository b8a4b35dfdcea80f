"""Proposes what a figure's context may be: cheap spans, many of them; which one is right is not decided here."""
