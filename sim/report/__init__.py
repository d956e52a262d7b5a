"""Results for people: figures that say what they rest on, findings in sentences, a table for the terminal.

Everything reads a comparison through `sim.report.reading`; matplotlib is loaded when something is drawn.
"""

from sim.report.across import plot_differences_across
from sim.report.drawings import figure_names
from sim.report.exposed import exposure_sentence
from sim.report.figures import plot_differences, plot_exposure, plot_outcome, plot_trade_off, plot_use_and_depth
from sim.report.findings import findings, theme_outcomes
from sim.report.saving import save_figure, write_figures
from sim.report.terminal import outcome_lines, print_comparison

__all__ = [
    "exposure_sentence",
    "figure_names",
    "findings",
    "outcome_lines",
    "plot_differences",
    "plot_differences_across",
    "plot_exposure",
    "plot_outcome",
    "plot_trade_off",
    "plot_use_and_depth",
    "print_comparison",
    "save_figure",
    "theme_outcomes",
    "write_figures",
]
