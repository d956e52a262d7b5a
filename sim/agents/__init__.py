"""Teachers, schools and leaders as Mesa agents: lazy faces of the model's arrays, made when they are asked for.

A face has no state of its own: reading ``teacher.trust`` reads one cell of the arrays that the compiled loops work on,
and setting it writes there. With ``engine="agents"`` every teacher lives each month in its own ``step()``, which calls
the same scalar rules as the compiled loops and gives exactly equal states; subclasses may override its parts.
"""

from sim.agents.face import Column, Face
from sim.agents.leader import Leader
from sim.agents.school import School
from sim.agents.teacher import Teacher
from sim.agents.views import AgentsByType, Outcomes, People

__all__ = ["AgentsByType", "Column", "Face", "Leader", "Outcomes", "People", "School", "Teacher"]
