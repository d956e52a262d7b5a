"""A school file to write, and one to read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def save(text: str) -> Path:
        path = tmp_path / "our_schools.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return save
