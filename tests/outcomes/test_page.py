from __future__ import annotations

from pathlib import Path

from sim.outcomes import OUTCOMES
from sim.outcomes.page import page


def test_the_page_is_current():
    written = Path(__file__).parents[2] / "docs" / "outcomes.md"
    advice = "run: python -m sim.outcomes.page docs/outcomes.md"
    assert written.read_text(encoding="utf-8") == page(), advice


def test_the_page_names_every_outcome():
    assert all(f"`{name}`" in page() for name in OUTCOMES)
