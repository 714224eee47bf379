"""A build -> what the gate finds wrong with it."""

from __future__ import annotations

from generator.app.compile import Build
from generator.gate.catalog import CHECKS
from generator.problems import Problem, in_order


def judge(build: Build) -> tuple[Problem, ...]:
    """Every finding of every check, errors and warnings alike: either keeps the build from being written."""
    return in_order(problem for check in CHECKS for problem in check.check(build.subjects))
