"""What exists already and is of no use keeps a deployment from beginning."""

from __future__ import annotations

from typing import Any

import pytest

from generator.app.build.compile import compile_spec
from generator.app.deploy.existing import existing
from generator.app.run.batch import Result
from generator.app.run.target import Target
from generator.live.client import AwsError
from generator.problems import Problem
from tests.unit.app.deploy.cloud import CALLER, SPEC, Cloud, Fake

_TEXT = f"{SPEC}cluster: platform\n"


class _Clusters(Fake):
    """DescribeClusters, and what it answers or how AWS refuses it."""

    def __init__(self, *clusters: dict[str, Any], refusal: AwsError | None = None) -> None:
        super().__init__(Cloud())
        self._clusters, self._refusal = clusters, refusal

    def client(self, service: str) -> Any:
        assert service == "ecs"
        return self

    def describe_clusters(self, **_: Any) -> dict[str, Any]:
        if self._refusal:
            raise self._refusal
        return {"clusters": self._clusters}


def _found(aws: Fake) -> list[Problem]:
    build = compile_spec(_TEXT, "shop.yaml")
    [prod] = [project for project in build.projects if project.environment.name == "prod"]
    return [*existing(Target(Result(_TEXT, build), prod.services[0], aws, CALLER))]


def test_a_cluster_that_is_not_there_is_told_at_the_line_that_names_it() -> None:
    [problem] = _found(_Clusters())
    line = _TEXT.splitlines().index("cluster: platform") + 1
    assert (problem.location.line, problem.location.path) == (line, "cluster")
    assert problem.message == "the cluster platform is not there in us-west-2 (DescribeClusters: MISSING)"


def test_one_that_is_as_it_must_be_keeps_nothing() -> None:
    assert _found(_Clusters({"clusterName": "platform", "status": "ACTIVE", "capacityProviders": ["FARGATE"]})) == []


def test_nothing_is_known_where_nobody_may_ask() -> None:
    assert _found(_Clusters(refusal=AwsError("AWS refused DescribeClusters", "AccessDeniedException", "no"))) == []
    with pytest.raises(AwsError):
        _found(_Clusters(refusal=AwsError("AWS refused DescribeClusters", "ServerException", "later")))
