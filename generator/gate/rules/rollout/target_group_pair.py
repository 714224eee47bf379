"""Systems -> ECS deployment groups that do not say between what traffic is shifted."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.arn import is_written_as_arn
from generator.gate.blue_green import releases
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import (
    mappings,
    sequence,
    text,
)


def _check(system: System) -> Iterator[Finding]:
    for release in releases(system):
        path = ("LoadBalancerInfo",)
        if "LoadBalancerInfo" not in release.group.properties:
            yield Finding(release.group, "LoadBalancerInfo is missing: CodeDeploy cannot shift traffic without it")
        elif len(release.pairs) != 1:
            yield Finding(release.group, "LoadBalancerInfo needs exactly one TargetGroupPairInfo", path)
        for pair in release.pairs:
            names = [text(group, "Name") for group in mappings(pair, "TargetGroups")]
            if len(names) != 2 or len(set(names)) != 2:
                message = f"needs two different target groups; there are {', '.join(names) or 'none'}"
                yield Finding(release.group, message, (*path, "TargetGroupPairInfoList"))
            for group in mappings(pair, "TargetGroups"):
                name, found = text(group, "Name"), system.at(group.get("Name"))
                # Ref of a target group is its ARN: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/
                is_ref = found is not None and name == found.token
                if is_ref or is_written_as_arn(name) or name.endswith("|TargetGroupArn}"):
                    message = "CodeDeploy takes the name of a target group, and here is its ARN"
                    yield Finding(release.group, message, (*path, "TargetGroupPairInfoList"))
            for route, is_needed in (("ProdTrafficRoute", True), ("TestTrafficRoute", False)):
                listeners = sequence(pair, route, "ListenerArns")
                if len(listeners) > 1 or (len(listeners) == 0 and (is_needed or route in pair)):
                    yield Finding(
                        release.group, f"{route} needs exactly one listener", (*path, "TargetGroupPairInfoList")
                    )


RULE = Rule(
    "target-group-pair",
    "A deployment group for ECS names one pair of different target groups, and one production listener.",
    "https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_TargetGroupPairInfo.html",
    _check,
    """
 Resources:
   Group:
     Type: AWS::CodeDeploy::DeploymentGroup
     Properties:
       DeploymentStyle: {DeploymentType: BLUE_GREEN, DeploymentOption: WITH_TRAFFIC_CONTROL}
       ECSServices: [{ClusterName: shop, ServiceName: shop}]
       AlarmConfiguration: {Enabled: true, Alarms: [{Name: errors}]}
       AutoRollbackConfiguration: {Enabled: true, Events: [DEPLOYMENT_FAILURE, DEPLOYMENT_STOP_ON_ALARM]}
       LoadBalancerInfo:
         TargetGroupPairInfoList:
-          - TargetGroups: [{Name: shop-blue}, {Name: shop-blue}]
+          - TargetGroups: [{Name: shop-blue}, {Name: shop-green}]
             ProdTrafficRoute: {ListenerArns: ["arn:aws:elasticloadbalancing:us-west-2:111122223333:listener/app/shop"]}
    """,
)
