"""What was found, as text: a table of outcomes and a sentence for each question."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.study import Comparison

__all__ = ["sentences_of", "text_of"]

WIDTH = 110


def sentences_of(comparison: Comparison) -> list[str]:
    """Say in sentences what was found: the first strategy against every other; none where there is only one.

    Parameters
    ----------
    comparison : Comparison
        One strategy or several.

    Returns
    -------
    list of str
        Sentences.
    """
    from sim.report import findings

    first, *others = comparison.runs
    sentences = []
    for other in others:
        if len(others) > 1:
            sentences.append(f"{first} against {other}:")
        sentences += findings(comparison, first, other)
    return sentences


def text_of(comparison: Comparison, sentences: Sequence[str]) -> str:
    """Lay out the table of outcomes and the sentences.

    Parameters
    ----------
    comparison : Comparison
        One strategy or several.
    sentences : sequence of str
        From :func:`sentences_of`.

    Returns
    -------
    str
        Lines of at most 110 characters.
    """
    from rich.console import Console

    from sim.report import print_comparison

    page = io.StringIO()
    print_comparison(comparison, console=Console(file=page, width=WIDTH))
    table = [line.rstrip() for line in page.getvalue().splitlines()]
    paragraphs = [
        line for sentence in sentences for line in ["", *textwrap.wrap(sentence, WIDTH, break_on_hyphens=False)]
    ]
    return "\n".join([*table, *paragraphs]) + "\n"
