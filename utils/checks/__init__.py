"""Checks that graded cells call, week by week.

`report` is how they speak, `fingerprints` how they know which idea went wrong, `oracles` where hidden checks ask.
"""

from utils.checks.report import Call, Check, CheckFailed, rng

__all__ = ["Call", "Check", "CheckFailed", "rng"]
