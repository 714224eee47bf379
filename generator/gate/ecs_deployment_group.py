"""Templates -> deployment groups for ECS that CodeDeploy refuses, or that never roll back.

cfn-lint accepts all of these. https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-groups-create-ecs.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.cfn.walk import resources
from generator.gate.protocol import Subject
from generator.problems import Problem

_GROUP = "AWS::CodeDeploy::DeploymentGroup"


class EcsDeploymentGroup:
    """What an ECS deployment group must and must not say."""

    id = "ecs-deployment-group"
    description = "An ECS deployment group is blue/green with two target groups, and names no EC2 option."

    def check(self, subjects: Sequence[Subject]) -> Iterator[Problem]:
        """One finding a fault."""
        for subject in subjects:
            for logical_id, group in resources(subject.data, _GROUP):
                if "ECSServices" in group:
                    for message in _faults(group):
                        yield subject.problem(logical_id, message, self.id)


def _faults(group: Mapping[str, Any]) -> Iterator[str]:
    blue_green = group.get("BlueGreenDeploymentConfiguration", {})
    if "GreenFleetProvisioningOption" in blue_green:
        yield "GreenFleetProvisioningOption is for EC2 instances; CodeDeploy refuses it for ECS"
    style = group.get("DeploymentStyle", {})
    if (style.get("DeploymentType"), style.get("DeploymentOption")) != ("BLUE_GREEN", "WITH_TRAFFIC_CONTROL"):
        yield "an ECS deployment is BLUE_GREEN and WITH_TRAFFIC_CONTROL"
    pairs = group.get("LoadBalancerInfo", {}).get("TargetGroupPairInfoList", [])
    if len(pairs) != 1:
        yield "LoadBalancerInfo needs exactly one TargetGroupPairInfo"
    for pair in pairs:
        groups = [str(target_group) for target_group in pair.get("TargetGroups", [])]
        if len(groups) != 2 or len(set(groups)) != 2:
            yield "a blue/green deployment needs two different target groups"
        if not pair.get("ProdTrafficRoute", {}).get("ListenerArns"):
            yield "ProdTrafficRoute needs the production listener"
