"""Where something stands in the code: the link that a reader follows from a page in ``docs/``."""

from __future__ import annotations

import inspect
from pathlib import Path
from types import FunctionType
from typing import Any

__all__ = ["first_paragraph", "link", "place"]

TOP = Path(__file__).resolve().parents[2]


def place(thing: Any) -> str:
    """The address of a function or class, relative to ``docs/``.

    Parameters
    ----------
    thing : function, class or module
        Part of the package.

    Returns
    -------
    str
        For instance ``../sim/rules/trust.py#L12``.
    """
    file = Path(inspect.getsourcefile(thing) or "").resolve().relative_to(TOP).as_posix()
    if inspect.ismodule(thing):
        return f"../{file}"
    return f"../{file}#L{inspect.getsourcelines(thing)[1]}"


def link(thing: FunctionType | type) -> str:
    """Name a function or class, linked to its source line."""
    return f"[`{thing.__name__}`]({place(thing)})"


def first_paragraph(thing: Any) -> str:
    """Give the first paragraph of a docstring on one line."""
    return " ".join((inspect.getdoc(thing) or "").split("\n\n")[0].split())
