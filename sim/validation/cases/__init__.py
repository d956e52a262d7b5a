"""The named systems year by year: what is known of them beside what the model makes of them.

Four cases are stories, not proof: each happened once, and much of what drove it was never counted.
"""

from sim.validation.cases.studies import STUDIES

__all__ = ["STUDIES"]
