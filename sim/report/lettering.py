"""Free text in figures and pages: names of strategies, districts and futures, in any script and of any length.

A name is shown as it was typed, never read as a formula or as markup, in one line, without what cannot be seen, and
shortened where it would run over an edge.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from sim.foundation.plain_text import plain_text
from sim.report.words import readable

__all__ = ["clean", "fit", "inches_of_text", "labels_for", "shorten", "wrap"]

LONGEST_LABEL = 34
"""Letters of a strategy's name in a legend; longer names keep their beginning and their end."""

_POINT = 1.0 / 72.0
_MEASURED_AT = 100
_UNKNOWN_LETTER = 1.0  # of the type size, for letters that the shipped font does not have


def clean(text: str) -> str:
    """Put free text into one line, and leave out what cannot be seen or turns the reading direction.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        As :func:`sim.foundation.plain_text.plain_text`; every run of blanks is one space.
    """
    return " ".join(plain_text(text).split())


def shorten(text: str, letters: int) -> str:
    """Keep the beginning and the end of a long text.

    Parameters
    ----------
    text : str
        Any text.
    letters : int
        How many letters may be shown, >= 5.

    Returns
    -------
    str
        The text, or its two ends with three dots between them.
    """
    if len(text) <= letters:
        return text
    end = (letters - 3) // 3
    return f"{text[: letters - 3 - end].rstrip()}...{text[-end:].lstrip()}"


def labels_for(names: Sequence[str]) -> dict[str, str]:
    """Choose what to call each strategy in a figure.

    Parameters
    ----------
    names : sequence of str
        The strategies of a comparison.

    Returns
    -------
    dict of str to str
        One label per name, at most `LONGEST_LABEL` letters and a number; no two are equal.
    """
    labels: dict[str, str] = {}
    for place, name in enumerate(names, start=1):
        label = shorten(clean(readable(name)), LONGEST_LABEL) or f"strategy {place}"
        labels[name] = label if label not in labels.values() else f"{label} ({place})"
    return labels


@lru_cache(maxsize=4096)
def _advance(letter: str, bold: bool) -> float:
    """Look up how far a letter moves the pen, as a share of the type size."""
    if unicodedata.combining(letter):
        return 0.0
    font = _font(bold)
    number = font.get_char_index(ord(letter))
    if number == 0:
        return _UNKNOWN_LETTER
    advance: float = font.load_glyph(number).linearHoriAdvance / 65536.0 / _MEASURED_AT
    return advance


@lru_cache(maxsize=2)
def _font(bold: bool):  # type: ignore[no-untyped-def]  # matplotlib is loaded when something is drawn
    from sim.report.plain_figure import shipped_font

    return shipped_font(bold, _MEASURED_AT)


def inches_of_text(text: str, size: float, *, bold: bool = False) -> float:
    """Measure how long a line of text is.

    Parameters
    ----------
    text : str
        One line.
    size : float
        Type size in points.
    bold : bool, optional
        Whether it is set in bold.

    Returns
    -------
    float
        Inches in the font that is shipped with matplotlib.
    """
    return sum(_advance(letter, bold) for letter in text) * size * _POINT


def wrap(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Break text into lines that fit.

    Parameters
    ----------
    text : str
        Any text; line breaks stay.
    width : float
        Inches of a line.
    size : float
        Type size in points.
    bold : bool, optional
        Whether it is set in bold.

    Returns
    -------
    list of str
        Lines, broken at spaces, and inside a word only when it is longer than a line.
    """
    lines = []
    for part in text.split("\n"):
        line = ""
        for word in part.split():
            for piece in _pieces(word, width, size, bold):
                longer = f"{line} {piece}" if line else piece
                if line and inches_of_text(longer, size, bold=bold) > width:
                    lines.append(line)
                    line = piece
                else:
                    line = longer
        lines.append(line)
    return [line for line in lines if line]


def fit(text: str, width: float, size: float) -> str:
    """Shorten a line until it is not longer than there is room.

    Parameters
    ----------
    text : str
        One line.
    width : float
        Inches.
    size : float
        Type size in points.

    Returns
    -------
    str
        The text, or its two ends with three dots between them.
    """
    letters = len(text)
    shown = text
    while letters > 5 and inches_of_text(shown, size) > width:
        letters -= 1
        shown = shorten(text, letters)
    return shown


def _pieces(word: str, width: float, size: float, bold: bool) -> list[str]:
    """Cut a word that is longer than a line."""
    pieces = []
    while inches_of_text(word, size, bold=bold) > width and len(word) > 1:
        fits = 1
        while fits < len(word) - 1 and inches_of_text(word[: fits + 1], size, bold=bold) <= width:
            fits += 1
        pieces.append(word[:fits])
        word = word[fits:]
    return [*pieces, word]
