"""The survey: which stance serves which of sixty made-up systems, and whether the reported tendencies come out."""

from sim.validation.survey.study import STUDIES

__all__ = ["STUDIES"]
