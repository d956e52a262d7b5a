"""The choices: seven tensions, charting, timelines and conditions, and the futures that they may meet.

A `Strategy` is what a district decides, `Conditions` what it has to work with, a `Future` what happens to it. Nothing
here knows what follows from a choice: `levers` turns stances into units, and the rules read only those.
"""

from __future__ import annotations

from sim.strategy.conditions import Condition, Conditions
from sim.strategy.events import EVENT_TABLE, KINDS, Event, EventKind
from sim.strategy.future import Future
from sim.strategy.stance import Stance
from sim.strategy.strategy import Strategy
from sim.strategy.tensions import TENSION_TABLE, TENSIONS, Tension

__all__ = [
    "EVENT_TABLE",
    "KINDS",
    "TENSIONS",
    "TENSION_TABLE",
    "Condition",
    "Conditions",
    "Event",
    "EventKind",
    "Future",
    "Stance",
    "Strategy",
    "Tension",
]
