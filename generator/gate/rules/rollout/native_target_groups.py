"""Systems -> services whose own blue/green has nowhere to shift traffic to."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.native import natives
from generator.gate.rule import Finding, Rule
from generator.gate.system import System
from generator.gate.value import (
    mapping,
    mappings,
    text,
)


def _check(system: System) -> Iterator[Finding]:
    for service, strategy in natives(system):
        for index, balancer in enumerate(mappings(service.properties, "LoadBalancers")):
            path = ("LoadBalancers", index, "AdvancedConfiguration")
            advanced = mapping(balancer, "AdvancedConfiguration")
            for key in ("AlternateTargetGroupArn", "ProductionListenerRule", "RoleArn"):
                if key not in advanced:
                    yield Finding(service, f"{strategy} needs {key}", path)
            if advanced and text(advanced, "AlternateTargetGroupArn") == text(balancer, "TargetGroupArn"):
                yield Finding(
                    service, "AlternateTargetGroupArn is the very target group that it is to be the other of", path
                )


RULE = Rule(
    "native-target-groups",
    "A service that ECS shifts has two different target groups, a production rule and the role to change it.",
    "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AdvancedConfiguration.html",
    _check,
    """
 Resources:
   Service:
     Type: AWS::ECS::Service
     Properties:
       DeploymentConfiguration: {Strategy: CANARY, Alarms: {Enable: true, Rollback: true, AlarmNames: [errors]}}
       LoadBalancers:
         - ContainerName: shop
           ContainerPort: 3000
           TargetGroupArn: arn:aws:elasticloadbalancing:us-west-2:111122223333:targetgroup/blue/1
           AdvancedConfiguration:
-            AlternateTargetGroupArn: arn:aws:elasticloadbalancing:us-west-2:111122223333:targetgroup/blue/1
+            AlternateTargetGroupArn: arn:aws:elasticloadbalancing:us-west-2:111122223333:targetgroup/green/2
             ProductionListenerRule: arn:aws:elasticloadbalancing:us-west-2:111122223333:listener-rule/app/shop/1/2/3
             RoleArn: arn:aws:iam::111122223333:role/ecs
    """,
)
