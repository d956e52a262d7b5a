"""The same strategy always looks the same, in colour and in grey.

Colours are those of Okabe and Ito (2008), which people with the common forms of colour blindness tell apart. Colour is
never the only sign: every strategy also has a line style and a marker of its own, so that a photocopy can be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

__all__ = ["BLACK", "DEPTH_BANDS", "GREY", "MORE_COLOURS", "OKABE_ITO", "PALE", "Band", "Style", "styles"]

OKABE_ITO: Mapping[str, str] = MappingProxyType(
    {
        "black": "#000000",
        "orange": "#E69F00",
        "sky": "#56B4E9",
        "green": "#009E73",
        "yellow": "#F0E442",
        "blue": "#0072B2",
        "vermilion": "#D55E00",
        "purple": "#CC79A7",
    }
)
MORE_COLOURS = ("#332288", "#999933", "#882255", "#44AA99", "#8C510A")
"""Indigo, olive, wine, teal (Tol 2021, "muted") and brown, for the eighth strategy and beyond."""

BLACK = "#1A1A1A"
GREY = "#767676"
PALE = "#D0D0D0"

LineStyle = str | tuple[float, tuple[float, ...]]

_LINES: Mapping[str, LineStyle] = MappingProxyType(
    {
        "solid": "-",
        "dashed": (0.0, (6.0, 2.0)),
        "dotted": (0.0, (1.2, 1.6)),
        "dash-dot": (0.0, (7.0, 2.0, 1.5, 2.0)),
        "long": (0.0, (11.0, 3.0)),
        "dash-dot-dot": (0.0, (6.0, 1.8, 1.4, 1.8, 1.4, 1.8)),
    }
)


@dataclass(frozen=True)
class Style:
    """How one strategy is drawn wherever it appears.

    Attributes
    ----------
    colour : str
        A colour of ``OKABE_ITO`` or ``MORE_COLOURS``, ``"#RRGGBB"``.
    line : str or tuple
        Line style in the form that matplotlib takes: ``"-"`` or ``(offset, (on, off, ...))`` in points.
    marker : str
        Marker of matplotlib.
    """

    colour: str
    line: LineStyle
    marker: str


@dataclass(frozen=True)
class Band:
    """How one class of teachers is drawn in a stacked figure: grey level falls with depth, hatching differs."""

    label: str
    colour: str
    hatch: str


DEPTH_BANDS: Mapping[str, Band] = MappingProxyType(
    {
        "deep": Band("deep practice", OKABE_ITO["blue"], ""),
        "between": Band("in between", OKABE_ITO["sky"], "///"),
        "surface": Band("on the surface only", "#F6E3BD", "..."),
    }
)


def _style(colour: str, line: str, marker: str) -> Style:
    return Style(OKABE_ITO[colour], _LINES[line], marker)


# The two poles of a tension are what is compared most often: they get colours of very different lightness and different
# lines. Yellow is left out: it cannot be seen on white paper.
_FIXED: Mapping[str, Style] = MappingProxyType(
    {
        "fast_and_furious": _style("vermilion", "solid", "o"),
        "slow_and_steady": _style("blue", "dashed", "s"),
        "charted": _style("green", "dash-dot", "D"),
        "typical_2018": _style("black", "dotted", "^"),
        "tight": _style("purple", "solid", "v"),
        "loose": _style("blue", "dash-dot", "o"),
        "fast": _style("vermilion", "solid", "P"),
        "slow": _style("blue", "dashed", "X"),
        "need": _style("orange", "solid", "s"),
        "readiness": _style("black", "dashed", "D"),
        "build": _style("green", "solid", "^"),
        "buy": _style("orange", "dashed", "v"),
        "fixed": _style("blue", "solid", "D"),
        "adaptive": _style("orange", "dash-dot", "o"),
        "prix_fixe": _style("black", "long", "P"),
        "a_la_carte": _style("purple", "dotted", "X"),
        "share_practices": _style("sky", "solid", "^"),
        "share_failures": _style("vermilion", "dash-dot", "v"),
        "dallas_isd": _style("blue", "long", "o"),
        "henry_county": _style("green", "dashed", "s"),
        "greeley_evans": _style("orange", "solid", "D"),
        "baltimore_county": _style("black", "dash-dot-dot", "^"),
        "chicago": _style("sky", "dash-dot", "v"),
        "reynoldsburg": _style("vermilion", "dotted", "P"),
        "mentor": _style("purple", "dash-dot", "X"),
    }
)
_COLOURS = ("vermilion", "blue", "green", "orange", "purple", "black", "sky")
_MARKERS = ("o", "s", "D", "^", "v", "X", "P", "<", ">", "p", "*", "h")


def styles(names: Iterable[str]) -> dict[str, Style]:
    """Choose a colour, a line style and a marker for every strategy of a comparison.

    Parameters
    ----------
    names : iterable of str
        The strategies, in the order of the comparison. A shipped strategy keeps its own style unless an earlier one
        has its colour or its marker; all others take what is free, by their order.

    Returns
    -------
    dict of str to Style
        One style per name. Up to twelve strategies have twelve colours and twelve markers, no two alike; beyond
        that no two styles are equal.
    """
    given: dict[str, Style] = {}
    order = list(dict.fromkeys(names))
    for name in order:
        own = _FIXED.get(name)
        if own is not None and all(own.colour != each.colour and own.marker != each.marker for each in given.values()):
            given[name] = own
    for name in order:
        if name not in given:
            given[name] = _free_style(list(given.values()))
    return {name: given[name] for name in order}


def _free_style(used: list[Style]) -> Style:
    """Take the first colour, line and marker that fewest others have; beyond twelve the marker is a number."""
    colours = (*(OKABE_ITO[name] for name in _COLOURS), *MORE_COLOURS)
    colour = min(colours, key=lambda each: sum(each == style.colour for style in used))
    line = min(_LINES.values(), key=lambda each: sum(each == style.line for style in used))
    free = [marker for marker in _MARKERS if all(marker != style.marker for style in used)]
    return Style(colour, line, free[0] if free else f"${len(used) + 1}$")
