"""From stances to levers with units: the only place where a tension becomes something that a rule can read.

Leaning allocates: the shares ``(1 - lean) / 2`` and ``(1 + lean) / 2`` of dimensions, slots, dollars, hours and package
always sum to one. Charting is carried along as a wish; what it brings is decided by the attention that is there for it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from sim.foundation.arithmetic import in_order
from sim.foundation.parameters import Parameters

if TYPE_CHECKING:
    from sim.strategy.stance import Stance

__all__ = ["Levers", "levers_from"]


class Levers(NamedTuple):
    """What a strategy moves in one year; rules and phases read these and never a tension.

    Shares are 0..1. ``pace`` is the share of all schools launched in a year.
    """

    central_share: float  # of the design's dimensions held by the centre
    mandate: float  # push to use it, 0 (invited) .. 1 (ordered)
    pace: float  # share of all schools launched a year
    preparing: float  # share of the launches that get a year of planning first
    need_share: float  # of launch slots and discretionary hours that go by need; the rest by readiness
    own_share: float  # of support dollars for own coaches; the rest buys outside hours
    review_gain: float  # how far a yearly review moves what it reviews
    bundled: float  # share of the package that comes at once
    process_share: float  # of sharing that tells process and failures; the rest tells successes
    chart_tight_loose: float  # wish to hold the two poles together, 0..1
    chart_fast_slow: float
    chart_need_readiness: float
    chart_build_buy: float
    chart_fixed_adaptive: float
    chart_bundle_modules: float
    chart_practices_failures: float

    def charting(self, tension: str) -> float:
        """Wish to hold the poles of a tension together, 0..1."""
        return float(getattr(self, f"chart_{tension}"))

    @property
    def charted(self) -> float:
        """Sum of the charting over the seven tensions, 0..7."""
        return in_order((
            *(self.chart_tight_loose, self.chart_fast_slow, self.chart_need_readiness, self.chart_build_buy),
            *(self.chart_fixed_adaptive, self.chart_bundle_modules, self.chart_practices_failures),
        ))  # fmt: skip


def levers_from(stances: Mapping[str, Stance], p: Parameters) -> Levers:
    """Translate one year's stances.

    Parameters
    ----------
    stances : Mapping of str to Stance
        All seven tensions by name.
    p : Parameters
        ``pace_fast`` and ``pace_slow``, the launches a year at the poles; ``mandate_full``, ``review_most``.

    Returns
    -------
    Levers
        In units. Pace goes geometrically between its poles, so that each step of lean is the same ratio. A mandate
        exists only on the tight side of the middle.
    """
    first = {name: (1.0 - stance.lean) / 2.0 for name, stance in stances.items()}
    second = {name: (1.0 + stance.lean) / 2.0 for name, stance in stances.items()}
    chart = {f"chart_{name}": float(stance.chart) for name, stance in stances.items()}
    fast = first["fast_slow"]
    return Levers(
        central_share=first["tight_loose"],
        mandate=p.mandate_full * max(0.0, -float(stances["tight_loose"].lean)),
        pace=math.exp(fast * math.log(p.pace_fast) + (1.0 - fast) * math.log(p.pace_slow)),
        preparing=second["fast_slow"],
        need_share=first["need_readiness"],
        own_share=first["build_buy"],
        review_gain=p.review_most * second["fixed_adaptive"],
        bundled=first["bundle_modules"],
        process_share=second["practices_failures"],
        **chart,
    )
