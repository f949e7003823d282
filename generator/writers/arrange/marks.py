"""Marks that `typeset` leaves in the texts of a document for the HTML that PDF is made from: noncharacters of Unicode."""

BREAK = "\ufdd0"
"""A line ends here."""
GAP = "\ufdd1"
"""The character before has a space after it, between Chinese and Latin text."""


def line_count(text: str) -> int:
    """The lines of a typeset text."""
    return 1 + text.count(BREAK) + text.count("\n")


def unmarked(text: str) -> str:
    """The text without marks."""
    return text.replace(BREAK, "").replace(GAP, "")
