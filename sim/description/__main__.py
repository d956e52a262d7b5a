"""Write the pages that are made from the code: ``python -m sim.description docs`` or one of the files in it."""

from __future__ import annotations

import sys
from pathlib import Path

from sim.description.document import PAGES, page
from sim.foundation.errors import BothwaysError, SettingsError, unknown


def main(typed: list[str]) -> None:
    """Write all pages into a folder, or one page into its file.

    Parameters
    ----------
    typed : list of str
        One path.

    Raises
    ------
    SettingsError
        When the path is neither a folder nor the name of a page.
    """
    if len(typed) != 1:
        raise SettingsError(f"found {len(typed)} words; give a folder or a page: python -m sim.description docs")
    goal = Path(typed[0])
    if not goal.is_dir() and goal.stem not in PAGES:
        raise SettingsError(unknown("page", goal.stem, PAGES))
    for name in PAGES if goal.is_dir() else (goal.stem,):
        file = goal / f"{name}.md" if goal.is_dir() else goal
        file.write_text(page(name), encoding="utf-8")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except BothwaysError as error:
        raise SystemExit(str(error)) from None
