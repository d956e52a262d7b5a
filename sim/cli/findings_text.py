"""What was found, as text: a table of outcomes and a sentence for each question."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from sim.foundation.plain_text import indented

if TYPE_CHECKING:
    from sim.district import District
    from sim.study import Comparison

__all__ = ["WIDTH", "first_lines", "receipt_text", "sentences_of", "terminal_width", "text_of"]

WIDTH = 110
"""Columns of ``findings.txt``, and the most that is used of a terminal: longer lines are hard to read."""

NARROWEST = 60


def terminal_width() -> int:
    """Return how many columns printed text may have: those of the terminal, from 60 to 110; 110 where there is none."""
    if not sys.stdout.isatty():
        return WIDTH
    return max(NARROWEST, min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns))


def sentences_of(comparison: Comparison) -> list[str]:
    """Return in sentences what was found: the first strategy against every other; none where there is only one.

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
    from sim.report.words import readable

    first, *others = comparison.runs
    sentences = []
    for other in others:
        if len(others) > 1:
            sentences.append(f"{readable(first)} against {readable(other)}:")
        *found, last = findings(comparison, first, other)
        sentences += [*found, *([last] if other == others[-1] else [])]
    return sentences


def first_lines(comparison: Comparison, sentences: Sequence[str]) -> list[str]:
    """Return what stands before everything else: what was made up, and what each comparison depends on.

    Parameters
    ----------
    comparison : Comparison
        One strategy or several.
    sentences : sequence of str
        From :func:`sentences_of`.

    Returns
    -------
    list of str
        The sentence on made-up shares of low-income students, where there are any; then one for each strategy after
        the first, named where there are several.
    """
    return [*_made_up(comparison), *_dependence(comparison, sentences)]


def _made_up(comparison: Comparison) -> list[str]:
    from sim.report.reading import Reading

    said = Reading(comparison).low_income_made_up
    return [said] if said else []


def _dependence(comparison: Comparison, sentences: Sequence[str]) -> list[str]:
    if len(comparison.names) < 3:
        return list(sentences[:1])
    each = [(head, said) for head, said in pairwise(sentences) if head.endswith(":")]
    if len({said for _, said in each}) == 1:  # said once for all
        from sim.report.words import readable

        first = readable(comparison.names[0])
        return [f"{first} against each of the others: {each[0][1]}"]
    return [f"{head} {said}" for head, said in each]


def receipt_text(district: District, width: int = WIDTH) -> str:
    """Lay out what was read from the user's file, what was made up and what was not used.

    Parameters
    ----------
    district : District
        The place.
    width : int, default 110
        Columns there are.

    Returns
    -------
    str
        Lines and an empty one; empty without a file of the user's.
    """
    if not district.provenance.own_file:
        return ""
    lines = [indented(line) for line in district.provenance.receipt()]
    wrapped = [part for line in lines for part in textwrap.wrap(line, width, subsequent_indent="    ")]
    return "\n".join([*wrapped, ""]) + "\n"


def text_of(comparison: Comparison, sentences: Sequence[str], width: int = WIDTH) -> str:
    """Lay out what the answer depends on, the table of outcomes and the sentences.

    Parameters
    ----------
    comparison : Comparison
        One strategy or several.
    sentences : sequence of str
        From :func:`sentences_of`.
    width : int, default 110
        Columns there are.

    Returns
    -------
    str
        Lines of at most `width` characters.
    """
    from sim.report import outcome_lines

    depends = _dependence(comparison, sentences)
    several = len(comparison.names) > 2
    rest = [
        sentence
        for before, sentence in pairwise(["", *sentences])
        if not (before.endswith(":") if several else sentence in depends)
    ]
    first = [*_made_up(comparison), *depends]
    table = outcome_lines(comparison, width=width)
    lines = [*_paragraphs(first, width)[1:], *([""] if first else []), *table, *_paragraphs(rest, width)]
    return "\n".join(lines) + "\n"


def _paragraphs(sentences: Sequence[str], width: int) -> list[str]:
    return [line for sentence in sentences for line in ["", *textwrap.wrap(sentence, width, break_on_hyphens=False)]]
