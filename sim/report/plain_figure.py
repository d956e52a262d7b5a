"""A figure that shows text as it was typed and does not depend on how matplotlib is set up on a machine.

This is the one place that loads matplotlib for the report. No window system is asked for: the environment may name a
backend that is not installed (a Jupyter kernel hands its own on to every command), and that must not matter here.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any


@contextmanager
def _no_backend_of_the_environment() -> Iterator[None]:
    """Load matplotlib without the environment's backend, and hand it on afterwards if it is there."""
    named = os.environ.pop("MPLBACKEND", None)
    try:
        yield
    finally:
        if named is not None:
            os.environ["MPLBACKEND"] = named
            with suppress(ValueError):
                mpl.rcParams["backend"] = named


with _no_backend_of_the_environment():
    import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: E402  # matplotlib is loaded above, with care
from matplotlib.figure import Figure  # noqa: E402
from matplotlib.ft2font import FT2Font  # noqa: E402
from matplotlib.text import Text  # noqa: E402

if TYPE_CHECKING:
    from matplotlib.artist import Artist

__all__ = ["PlainFigure", "forget_settings", "literal", "shipped_font"]


def literal(root: Artist) -> None:
    """Show all text below an artist as it was typed: a dollar sign is a dollar sign, not the start of a formula.

    Parameters
    ----------
    root : matplotlib.artist.Artist
        A figure or axes.
    """
    for text in root.findobj(Text):
        if isinstance(text, Text):
            text.set_parse_math(False)
            text.set_usetex(False)


class PlainFigure(Figure):
    """A figure that takes text literally and draws what the font lacks as empty boxes, without a warning."""

    def __init__(self, width: float, height: float) -> None:
        super().__init__(figsize=(width, height), facecolor="white")
        FigureCanvasAgg(self)

    def draw(self, renderer: Any) -> None:
        """Draw the figure; matplotlib calls it whenever the figure is shown or saved."""
        literal(self)
        # Fitting letters to whole dots costs a fifth of the time, and shows little at this size.
        with warnings.catch_warnings(), mpl.rc_context({"text.hinting": "none"}):
            warnings.filterwarnings("ignore", message="Glyph .* missing from", category=UserWarning)
            super().draw(renderer)


def forget_settings() -> None:
    """Use matplotlib's own settings in this process, whatever a ``matplotlibrc`` on this machine says."""
    mpl.rcdefaults()


def shipped_font(bold: bool, size: float) -> FT2Font:
    """Open the font that comes with matplotlib.

    Parameters
    ----------
    bold : bool
        The bold one.
    size : float
        In pixels.

    Returns
    -------
    matplotlib.ft2font.FT2Font
        For measuring text.
    """
    file = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    font = FT2Font(str(Path(mpl.get_data_path()) / "fonts" / "ttf" / file))
    font.set_size(size, 72)
    return font
