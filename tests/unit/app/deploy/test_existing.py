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
    """DescribeClusters, and what it answers or how AWS refuses it; and stacks with the listener that they hand on."""

    def __init__(self, *clusters: dict[str, Any], refusal: AwsError | None = None, **listeners: str) -> None:
        stacks = {f"shop-prod-{noun}": {"ProductionListenerArn": arn} for noun, arn in listeners.items()}
        super().__init__(Cloud(status=dict.fromkeys(stacks, "CREATE_COMPLETE"), outputs=stacks))
        self._clusters, self._refusal = clusters, refusal

    def client(self, service: str) -> Any:
        return self if service == "ecs" else super().client(service)

    def describe_clusters(self, **_: Any) -> dict[str, Any]:
        if self._refusal:
            raise self._refusal
        return {"clusters": self._clusters}


def _found(aws: Fake, text: str = _TEXT) -> list[Problem]:
    build = compile_spec(text, "shop.yaml")
    assert not build.problems
    [prod] = [project for project in build.projects if project.environment.name == "prod"]
    return [*existing(Target(Result(text, build), prod.services[0], aws, CALLER))]


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


_LISTENER = "arn:aws:elasticloadbalancing:us-west-2:111122223333:listener/app/shop/0123456789abcdef/0011223344556677"
_BEHIND = f"""{SPEC}network: {{vpc: vpc-0123456789abcdef0, private_subnets: [subnet-0123456789abcdef0]}}
load_balancer:
  existing:
    listener: {_LISTENER}
    security_group: sg-0123456789abcdef0
    test_listener: {_LISTENER[:-1]}0
route: {{host: [shop.example.com], priority: 100}}
"""


def test_no_rule_moves_to_a_load_balancer_of_others_or_back() -> None:
    text = _BEHIND.replace("  dev: {trigger: {branch: develop}}\n", "")
    [away] = _found(_Clusters(alb="arn:ours"), text)
    assert away.location.path == "load_balancer.existing"
    assert away.message == (
        "prod has rules on a listener of its own, which releases move, and nothing takes to another "
        "(the stack shop-prod-alb)"
    )
    [other] = _found(_Clusters(base=f"{_LISTENER[:-1]}1"), text)
    assert other.message.startswith(f"prod has rules on a listener {_LISTENER[:-1]}1")
    [back] = _found(_Clusters(base=_LISTENER), SPEC)
    assert "an environment beside this one" in back.hint
    assert _found(_Clusters(alb="arn:ours"), SPEC) == []


def test_no_service_moves_to_another_cluster() -> None:
    aws = _Clusters(base="")
    aws.cloud.outputs["shop-prod-base"] = {"ClusterName": "shop-prod"}
    [problem] = _found(aws)
    assert problem.location.path == "cluster"
    assert problem.message.startswith("prod has its services in the cluster shop-prod, and ECS moves none to another")
    assert _found(aws, SPEC) == []
