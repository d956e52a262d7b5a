"""Export the ties between people as networkx graphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.district.schools import LEVELS
from sim.foundation.checks import whole_number
from sim.foundation.errors import DistrictError, unknown

if TYPE_CHECKING:
    import networkx as nx

    from sim.district.district import District
    from sim.district.population import Population

__all__ = ["advice_network", "leader_network", "school_row"]


def school_row(district: District, school: str | int) -> int:
    """Find a school by name or row.

    Parameters
    ----------
    district : District
        The place.
    school : str or int
        Name, or row.

    Returns
    -------
    int
        The row.

    Raises
    ------
    DistrictError
        For an unknown or ambiguous name, or a row that is not there.
    """
    if isinstance(school, str):
        rows = [row for row, name in enumerate(district.schools.name) if name == school]
        if not rows:
            raise DistrictError(unknown("school", school, district.schools.name, district.name))
        if len(rows) > 1:
            raise DistrictError(
                f"{len(rows)} schools of {district.name} are called '{school}'; give one of rows {rows}."
            )
        return rows[0]
    return whole_number("school, the row or name of a school,", school, 0, district.school_count - 1, DistrictError)


def advice_network(district: District, population: Population, school: str | int | None) -> nx.DiGraph:
    """Export who asks whom for advice.

    Parameters
    ----------
    district : District
        The place.
    population : Population
        Its people.
    school : str, int or None
        One school only, or all.

    Returns
    -------
    networkx.DiGraph
        Nodes are rows of the population.
    """
    import networkx as nx

    schools = district.schools
    low, high = 0, len(population)
    if school is not None:
        row = school_row(district, school)
        low, high = int(population.first[row]), int(population.first[row + 1])
    graph = nx.DiGraph(district=district.name)
    for i in range(low, high):
        s = int(population.school[i])
        graph.add_node(
            i,
            school=schools.name[s],
            zone=district.zone_names[schools.zone[s]],
            level=LEVELS[schools.level[s]],
            team=int(population.team[i]),
            experience=float(population.experience[i]),
            effectiveness=float(population.effectiveness[i]),
        )
    for i in range(low, high):
        for j in population.tie_to[population.tie_start[i] : population.tie_start[i + 1]]:
            if low <= j < high:
                graph.add_edge(i, int(j), across=bool(population.school[i] != population.school[j]))
    return graph


def leader_network(district: District, population: Population) -> nx.DiGraph:
    """Export with whom each leader works weekly.

    Parameters
    ----------
    district : District
        The place.
    population : Population
        Its people.

    Returns
    -------
    networkx.DiGraph
        Nodes 0..S-1 are principals, S is the superintendent.
    """
    import networkx as nx

    schools, count = district.schools, district.school_count
    graph = nx.DiGraph(district=district.name)
    for s in range(count):
        zone, level = district.zone_names[schools.zone[s]], LEVELS[schools.level[s]]
        graph.add_node(s, role="principal", school=schools.name[s], zone=zone, level=level)
    graph.add_node(count, role="superintendent", school="", zone="", level="central office")
    for s in range(count + 1):
        start, end = population.leader_start[s], population.leader_start[s + 1]
        graph.add_edges_from((s, int(other)) for other in population.leader_to[start:end])
    return graph
