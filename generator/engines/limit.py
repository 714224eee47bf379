"""A release -> what its engine refuses in it. Light: a spec is judged without any of what templates are made with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from generator.engines.codedeploy import limit as codedeploy
from generator.engines.ecs import limit as ecs
from generator.engines.refusal import Refusal
from generator.model.release import Release

_BY_ENGINE: Mapping[str, Callable[[Release], Iterator[Refusal]]] = {
    "codedeploy": codedeploy.refusals,
    "ecs": ecs.refusals,
}


def refusals(release: Release) -> Iterator[Refusal]:
    """What AWS would refuse when the release is deployed, or later, in the middle of one."""
    return _BY_ENGINE[release.engine](release)
