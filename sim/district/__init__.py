"""The place: files or a recipe become schools, positions, people and ties.

What a school file lacks is generated from evidence, and :class:`Provenance` says which columns were real.
"""

from __future__ import annotations

from sim.district.district import District
from sim.district.population import Population
from sim.district.provenance import Origin, Provenance
from sim.district.schools import LEVELS, Schools, dissimilarity

__all__ = ["LEVELS", "District", "Origin", "Population", "Provenance", "Schools", "dissimilarity"]
