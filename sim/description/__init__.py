"""The model's description, written from the code: what the program does cannot say one thing and do another.

The phases, the rules' own arithmetic, their docstrings, the registry of parameters, the state arrays, the catalogue of
outcomes and the results of validation are read; only what cannot be read there (purpose, reasons, what is left out)
is written by hand, in ``text/``. ``python -m sim.description docs`` writes the pages; a test keeps them current.
"""

from sim.description.document import PAGES, page

__all__ = ["PAGES", "page"]
