"""Calibration: which parameter sets the evidence does not rule out (history matching; see docs/calibration.md)."""

from sim.calibration.ensemble import Calibration, Size, calibrate
from sim.calibration.matching import Matched, match
from sim.calibration.targets import Target, fitted, held_out, targets

__all__ = ["Calibration", "Matched", "Size", "Target", "calibrate", "fitted", "held_out", "match", "targets"]
