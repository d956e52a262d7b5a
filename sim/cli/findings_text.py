"""What was found, as text: a table of outcomes and a sentence for each question."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.study import Comparison

__all__ = ["first_lines", "sentences_of", "text_of"]

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


def first_lines(comparison: Comparison, sentences: Sequence[str]) -> list[str]:
    """Pick out what each comparison hangs on: it stands before everything else.

    Parameters
    ----------
    comparison : Comparison
        One strategy or several.
    sentences : sequence of str
        From :func:`sentences_of`.

    Returns
    -------
    list of str
        One for each strategy after the first, named where there are several.
    """
    if len(comparison.names) < 3:
        return list(sentences[:1])
    return [f"{head} {said}" for head, said in pairwise(sentences) if head.endswith(":")]


def text_of(comparison: Comparison, sentences: Sequence[str]) -> str:
    """Lay out what it hangs on, the table of outcomes and the sentences.

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
    first = first_lines(comparison, sentences)
    several = len(comparison.names) > 2
    rest = [
        sentence
        for before, sentence in pairwise(["", *sentences])
        if not (before.endswith(":") if several else sentence in first)
    ]
    lines = [*_paragraphs(first)[1:], *([""] if first else []), *table, *_paragraphs(rest)]
    return "\n".join(lines) + "\n"


def _paragraphs(sentences: Sequence[str]) -> list[str]:
    return [line for sentence in sentences for line in ["", *textwrap.wrap(sentence, WIDTH, break_on_hyphens=False)]]
