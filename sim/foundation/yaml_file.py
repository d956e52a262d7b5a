"""The one door through which YAML written by people comes in.

A file is read event by event, without recursion, so that no file can end the program, take its memory or run code. What
YAML reads in a surprising way is refused with its line, or stays the text that was written: a date is a text.
"""

from __future__ import annotations

import codecs
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sim.foundation.errors import BothwaysError, shown, unprintable
from sim.foundation.own_files import own_file

__all__ = ["MOST_BYTES", "MOST_DEPTH", "MOST_VALUES", "Lines", "YamlFile", "read_yaml_file"]

MOST_BYTES: Final = 1_000_000
MOST_VALUES: Final = 50_000
MOST_DEPTH: Final = 30
MOST_DIGITS: Final = 30
"""Digits of a whole number; no quantity of the model has more than ten."""

Lines = Mapping[tuple[str, ...], int]
"""The line, from 1, on which each key or list entry stands, by the way to it from the top of the file."""

_TAG: Final = "tag:yaml.org,2002:"
_PLAIN_TAGS: Final = {None, "!", f"{_TAG}str", f"{_TAG}map", f"{_TAG}seq"}
_TRUE: Final = frozenset({"yes", "true", "on"})


@dataclass(frozen=True)
class YamlFile:
    """What a YAML file says.

    Parameters
    ----------
    content : dict, list, str, int, float, bool or None
        Plain values only; None for an empty file.
    lines : mapping of tuple of str to int
        See `Lines`.
    """

    content: Any
    lines: Lines


@dataclass
class _Open:
    """A mapping or list whose end has not come yet."""

    value: Any
    way: tuple[str, ...]
    anchor: str | None
    size_before: int
    key: Any = None
    has_key: bool = False


class _Reader:
    """Puts the events of one file together."""

    def __init__(self, called: str, error: type[BothwaysError], resolve: Any) -> None:
        import yaml

        self.called, self.error, self.resolve, self.scalar = called, error, resolve, yaml.ScalarNode
        self.takers: dict[type, Any] = {
            yaml.ScalarEvent: self._single,
            yaml.MappingStartEvent: self._table,
            yaml.SequenceStartEvent: self._list,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        self.lines: dict[tuple[str, ...], int] = {}
        self.open: list[_Open] = []
        self.anchors: dict[str, tuple[Any, int]] = {}
        self.values = 0
        self.documents = 0
        self.content: Any = None

    def refuse(self, line: int, what: str) -> BothwaysError:
        """Make the error for one line."""
        return self.error(f"{self.called}, line {line}: {what}")

    def take(self, event: Any) -> None:
        """Take the next event of the file."""
        taker = self.takers.get(type(event))
        if taker is not None:
            taker(event, event.start_mark.line + 1)

    def _document(self, _event: Any, line: int) -> None:
        self.documents += 1
        if self.documents > 1:
            raise self.refuse(line, "a second document begins (---). Write one document in a file.")

    def _single(self, event: Any, line: int) -> None:
        value = self._scalar(event, line)
        self._place(value, line, event.value)
        if event.anchor is not None:
            self.anchors[event.anchor] = (value, 1)

    def _table(self, event: Any, line: int) -> None:
        self._begin(event, {}, line)

    def _list(self, event: Any, line: int) -> None:
        self._begin(event, [], line)

    def _end(self, _event: Any, _line: int) -> None:
        done = self.open.pop()
        if done.anchor is not None:
            self.anchors[done.anchor] = (done.value, self.values - done.size_before)

    def _check_tag(self, event: Any, line: int) -> None:
        if event.tag not in _PLAIN_TAGS:
            tag = str(event.tag).replace(_TAG, "!!")
            raise self.refuse(line, f"the tag {shown(tag, quotes=False)} is not read here. Write the value without it.")

    def _begin(self, event: Any, value: Any, line: int) -> None:
        self._check_tag(event, line)
        way = self._place(value, line, None)
        if len(self.open) >= MOST_DEPTH:
            raise self.refuse(line, f"values are nested more than {MOST_DEPTH} deep. Write them flatter.")
        self.open.append(_Open(value, way, event.anchor, self.values))

    def _alias(self, event: Any, line: int) -> None:
        """Put once more what carries an anchor; its size counts each time, so that copies of copies come to an end."""
        name = event.anchor
        if name not in self.anchors:
            inside = any(each.anchor == name for each in self.open)
            what = "refers to itself" if inside else "refers to nothing above it"
            raise self.refuse(line, f"*{shown(name, quotes=False)} {what}. Write the value itself.")
        value, size = self.anchors[name]
        self._count(size - 1, line)
        self._place(value, line, str(value) if not isinstance(value, dict | list) else None)

    def _count(self, more: int, line: int) -> None:
        self.values += more
        if self.values > MOST_VALUES:
            raise self.refuse(line, f"the file holds more than {MOST_VALUES:,} values. Write a shorter file.")

    def _place(self, value: Any, line: int, text: str | None) -> tuple[str, ...]:
        """Put a value where it belongs, and return the way to it."""
        self._count(1, line)
        if not self.open:
            self.content = value
            return ()
        home = self.open[-1]
        if isinstance(home.value, list):
            way = (*home.way, str(len(home.value)))
            self.lines[way] = line
            home.value.append(value)
            return way
        if home.has_key:
            home.value[home.key] = value
            home.has_key = False
            return (*home.way, str(home.key))
        self._take_key(home, value, line, text)
        return home.way

    def _take_key(self, home: _Open, key: Any, line: int, text: str | None) -> None:
        if isinstance(key, dict | list) or key is None or text is None:
            found = "a list or a table" if isinstance(key, dict | list) else "nothing"
            raise self.refuse(line, f"{found} stands where a key should. Write lines such as 'title: ...'.")
        if text == "<<":
            raise self.refuse(line, "'<<' (merging keys) is not read here. Write the keys and values themselves.")
        way = (*home.way, str(key))
        if way in self.lines or key in home.value:
            named = ".".join((*home.way, shown(text, quotes=False)))
            lines = f"lines {self.lines.get(way, line)} and {line}"
            raise self.error(f"the key '{named}' stands twice in {self.called}, on {lines}. Keep one of them.")
        self.lines[way] = line
        home.key, home.has_key = key, True

    def _scalar(self, event: Any, line: int) -> Any:
        """Read one value; what is neither empty, a switch nor a plain number is a text."""
        self._check_tag(event, line)
        text: str = event.value
        odd = unprintable(text)
        if odd:
            raise self.refuse(line, f"a value holds the control character {odd!r}. Take it out.")
        if event.tag is not None or not event.implicit[0]:
            return text
        tag = str(self.resolve(self.scalar, text, (True, False))).replace(_TAG, "")
        if tag == "null":
            return None
        if tag == "bool":
            return text.lower() in _TRUE
        if ":" not in text and tag == "int":
            return self._whole(text, line)
        if ":" not in text and tag == "float":
            return _decimal(text)
        return text

    def _whole(self, text: str, line: int) -> int:
        digits = text.replace("_", "").lstrip("+-")
        if len(digits) > MOST_DIGITS:
            raise self.refuse(
                line, f"the number {text[:12]}... has {len(digits)} digits. Write a number in the allowed range."
            )
        if len(digits) > 1 and digits.startswith("0"):
            raise self.refuse(
                line, f"YAML reads the number {text} in another way, because it begins with 0. Leave the 0 out."
            )
        return int(text.replace("_", ""))


def _decimal(text: str) -> float:
    plain = text.replace("_", "").lower()
    if plain.endswith((".inf", ".nan")):
        return math.nan if plain.endswith("nan") else -math.inf if plain.startswith("-") else math.inf
    return float(plain)


def read_yaml_file(path: Path, kind: str, error: type[BothwaysError]) -> YamlFile:
    """Read a YAML file that somebody has written.

    Parameters
    ----------
    path : pathlib.Path
        The file: UTF-8, or UTF-16 with its mark; at most a million bytes, 50,000 values and 30 levels.
    kind : str
        What the file should describe, for messages, for instance ``"strategy"``.
    error : type of BothwaysError
        What to raise.

    Returns
    -------
    YamlFile
        What the file says, and on which lines.

    Raises
    ------
    BothwaysError
        Of the type asked for: when the file is not there or cannot be read, is not valid YAML, is too large or too
        deep, has a key twice, or holds tags, references to itself, control characters or numbers of many digits. The
        message names the file and the line.
    """
    import yaml

    called = f"the {kind} file {path}"
    text = _text(own_file(path, f"{kind} file", error), called, error)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    reader = _Reader(called, error, loader.resolve)
    try:
        while loader.check_event():
            reader.take(loader.get_event())
    except yaml.YAMLError as problem:
        raise error(_broken(called, text, problem)) from problem
    finally:
        loader.dispose()
    return YamlFile(reader.content, reader.lines)


def _text(path: Path, called: str, error: type[BothwaysError]) -> str:
    """Read the file as text."""
    try:
        with path.open("rb") as opened:
            found = opened.read(MOST_BYTES + 1)
    except OSError as problem:
        raise error(f"{called} cannot be read: {problem.strerror}. Give a readable YAML file.") from problem
    if len(found) > MOST_BYTES:
        raise error(f"{called} is larger than {MOST_BYTES:,} bytes. Give a shorter YAML file.")
    wide = found.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return found.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as problem:
        line = found[: problem.start].count(b"\n") + 1
        raise error(
            f"{called} cannot be read: line {line} is not UTF-8 text (byte {found[problem.start]:#04x}). "
            "Save the file as UTF-8."
        ) from problem


def _broken(called: str, text: str, problem: Any) -> str:
    mark = getattr(problem, "problem_mark", None)
    position = getattr(problem, "position", None)
    number = mark.line + 1 if mark is not None else None
    if number is None and isinstance(position, int):
        number = text.count("\n", 0, position) + 1
    line = f", line {number}" if number is not None else ""
    reason = getattr(problem, "problem", None) or getattr(problem, "reason", None) or str(problem)
    reason = " ".join(str(reason).split())
    return f"{called} is not valid YAML{line}: {reason}. Mend that line; indent with blanks, not tabs."
