"""Reads a rule's docstring (numpydoc) into the parts that the description shows."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass
from types import FunctionType

__all__ = ["Entry", "Words", "markdown", "words_of"]


@dataclass(frozen=True)
class Entry:
    """One entry of a section: names, type and text."""

    names: tuple[str, ...]
    kind: str
    text: str


@dataclass(frozen=True)
class Words:
    """What a docstring says.

    Parameters
    ----------
    summary : str
        Its first sentence.
    remarks : tuple of str
        Paragraphs between it and the first section.
    inputs : tuple of Entry
        The section Parameters without ``p``.
    read : str
        What ``p`` says: the parameters that are read, with units.
    result : Entry
        The section Returns.
    """

    summary: str
    remarks: tuple[str, ...]
    inputs: tuple[Entry, ...]
    read: str
    result: Entry


def markdown(text: str) -> str:
    """Turn the little reStructuredText of docstrings into Markdown."""
    text = re.sub(r":\w+:`~?(?:\w+\.)*(\w+)`", r"`\1`", text)
    return text.replace("``", "`")


def _sections(text: str) -> dict[str, str]:
    parts = re.split(r"^(\w[\w ]*)\n-{3,}\n", text, flags=re.MULTILINE)
    return {"": parts[0], **dict(zip(parts[1::2], parts[2::2], strict=True))}


def _entries(section: str) -> tuple[Entry, ...]:
    found = []
    for block in re.split(r"\n(?=\S)", section.strip("\n")):
        head, _, text = block.partition("\n")
        names, _, kind = head.partition(" : ")
        found.append(Entry(tuple(names.split(", ")), kind, markdown(" ".join(text.split()))))
    return tuple(found)


def words_of(rule: FunctionType) -> Words:
    """Read a rule's docstring.

    Parameters
    ----------
    rule : function
        One of :func:`sim.engine.rulebook.shipped_rules`.

    Returns
    -------
    Words
        Its parts, in Markdown.

    Raises
    ------
    ValueError
        When Parameters or Returns is missing.
    """
    sections = _sections(inspect.getdoc(rule) or "")
    if not {"Parameters", "Returns"} <= set(sections):
        raise ValueError(f"rule '{rule.__name__}': its docstring needs the sections Parameters and Returns.")
    summary, *remarks = (" ".join(part.split()) for part in sections[""].strip().split("\n\n"))
    entries = _entries(sections["Parameters"])
    result = _entries(sections["Returns"])[0]
    return Words(
        summary=markdown(summary),
        remarks=tuple(markdown(text) for text in remarks),
        inputs=tuple(entry for entry in entries if entry.names != ("p",)),
        read=next((entry.text for entry in entries if entry.names == ("p",)), ""),
        result=Entry((), result.names[0], result.text),
    )
