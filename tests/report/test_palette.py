"""The same strategy looks the same everywhere, and no two look alike, in colour or without it."""

from __future__ import annotations

import itertools
import random

import pytest

from sim.foundation.resources import folder
from sim.report.palette import DEPTH_BANDS, MORE_COLOURS, OKABE_ITO, styles

SHIPPED = sorted(path.stem for path in (folder("configs") / "strategy").glob("*.yaml"))


def grey(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_every_shipped_strategy_has_a_fixed_style() -> None:
    alone = {name: styles([name])[name] for name in SHIPPED}
    assert alone == {name: styles(["one", name, "other"])[name] for name in SHIPPED}


def test_no_two_shipped_strategies_look_alike() -> None:
    for one, other in itertools.combinations(styles(SHIPPED).values(), 2):
        assert one != other


@pytest.mark.parametrize(
    "pair",
    [
        ("fast_and_furious", "slow_and_steady"), ("tight", "loose"), ("fast", "slow"), ("need", "readiness"),
        ("build", "buy"), ("fixed", "adaptive"), ("prix_fixe", "a_la_carte"), ("share_practices", "share_failures"),
    ],
)  # fmt: skip
def test_both_poles_of_a_tension_differ_in_colour_line_and_marker(pair: tuple[str, str]) -> None:
    one, other = (styles(pair)[name] for name in pair)
    assert one.colour != other.colour
    assert one.line != other.line
    assert one.marker != other.marker


def test_own_names_get_colours_that_nobody_has() -> None:
    found = styles(["fast_and_furious", "mine", "yours", "theirs"])
    assert len({style.colour for style in found.values()}) == 4
    assert len({style.line for style in found.values()}) == 4


def test_many_names_never_share_a_look() -> None:
    found = styles([f"own_{number}" for number in range(80)])
    looks = {(style.colour, style.line, style.marker) for style in found.values()}
    assert len(looks) == 80


def test_only_colours_of_the_palette_and_no_yellow() -> None:
    colours = {style.colour for style in styles(SHIPPED).values()}
    assert colours <= {*OKABE_ITO.values(), *MORE_COLOURS} - {OKABE_ITO["yellow"]}
    assert len({*OKABE_ITO.values(), *MORE_COLOURS}) == len(OKABE_ITO) + len(MORE_COLOURS)


@pytest.mark.parametrize("seed", range(30))
def test_up_to_twelve_never_share_a_colour_or_a_marker(seed: int) -> None:
    names = random.Random(seed).sample([*SHIPPED, *(f"own_{number}" for number in range(8))], 12)
    found = styles(names).values()
    assert len({style.colour for style in found}) == 12
    assert len({style.marker for style in found}) == 12
    first = next(name for name in names if name in SHIPPED)
    assert styles(names)[first] == styles([first])[first], "the first that is shipped keeps its own"


def test_every_colour_can_be_seen_on_white() -> None:
    assert all(grey(style.colour) < 0.75 for style in styles([f"own_{number}" for number in range(12)]).values())


def test_layers_of_depth_differ_in_grey() -> None:
    levels = [grey(band.colour) for band in DEPTH_BANDS.values()]
    assert all(lighter - darker > 0.15 for darker, lighter in itertools.pairwise(levels))
