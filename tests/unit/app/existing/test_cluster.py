"""A cluster that the spec names, and that no task of the environment could run in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.app.existing.cluster import cluster_faults
from generator.app.existing.fault import Fault
from generator.live.cluster import LiveCluster, find_cluster
from generator.model.container import Count
from tests.unit.project import container, project

BOTH = ("FARGATE", "FARGATE_SPOT")


def _faults(found: LiveCluster | None, **settings: Any) -> list[Fault]:
    def ask(reader: Callable[..., Any], /, *arguments: Any, **_: Any) -> Any:
        assert (reader, arguments) == (find_cluster, ("platform",))
        return found

    return [*cluster_faults(project(**{"cluster": "platform", **settings}), ask)]


def _cluster(*providers: str, status: str = "ACTIVE", default: Any = (), has_insights: bool = False) -> LiveCluster:
    return LiveCluster("platform", status, providers, default, has_insights)


def test_a_cluster_with_the_capacity_that_the_services_name_is_well() -> None:
    assert _faults(_cluster("FARGATE")) == []
    assert _faults(_cluster(*BOTH), container=container(spot=True)) == []


def test_an_environment_with_a_cluster_of_its_own_asks_nothing() -> None:
    assert _faults(None, cluster=None) == []


def test_scaling_by_what_each_task_gets_needs_somebody_who_counts_them() -> None:
    scaling = container(count=Count(min=2, max=8, requests=500))
    [fault] = _faults(_cluster("FARGATE"), container=scaling)
    assert fault.what == "the cluster platform does not count its tasks, by which main would scale"
    assert fault.mend == (
        "aws ecs update-cluster-settings --region us-west-2 --cluster platform "
        "--settings name=containerInsights,value=enabled"
    )
    assert _faults(_cluster("FARGATE", has_insights=True), container=scaling) == []
    assert _faults(_cluster("FARGATE"), container=container(count=Count(min=2, max=8, cpu=60))) == []


@pytest.mark.parametrize(
    ("found", "state"), [(None, "is not there"), (_cluster(*BOTH, status="DEPROVISIONING"), "is DEPROVISIONING")]
)
def test_one_that_is_not_there_or_goes_away_is_of_no_use(found: LiveCluster | None, state: str) -> None:
    [fault] = _faults(found)
    assert fault.key == ("cluster",)
    assert fault.what == f"the cluster platform {state} in us-west-2"
    assert "aws ecs list-clusters --region us-west-2" in fault.mend


def test_a_provider_that_is_missing_is_added_to_those_that_are_there() -> None:
    [fault] = _faults(_cluster("own-ec2", default=(("own-ec2", 1, 2),)), container=container(spot=True))
    assert fault.what == "the cluster platform lacks the capacity providers FARGATE and FARGATE_SPOT"
    assert fault.evidence == "DescribeClusters: own-ec2"
    # The call replaces both lists: what the cluster's owner has said stays.
    assert fault.mend == (
        "aws ecs put-cluster-capacity-providers --region us-west-2 --cluster platform "
        "--capacity-providers own-ec2 FARGATE FARGATE_SPOT "
        "--default-capacity-provider-strategy capacityProvider=own-ec2,base=1,weight=2"
    )
    [bare] = _faults(_cluster())
    assert bare.mend.endswith("--capacity-providers FARGATE --default-capacity-provider-strategy []")
