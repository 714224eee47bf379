"""Systems -> target groups that two load balancers are to send requests to."""

from __future__ import annotations

from collections.abc import Iterator

from generator.gate.blue_green import TARGET_GROUP
from generator.gate.forwarding import balancers_of
from generator.gate.rule import Finding, Rule
from generator.gate.system import System


def _check(system: System) -> Iterator[Finding]:
    for group in system.of(TARGET_GROUP):
        balancers = balancers_of(system, group)
        alternatives = {str(each.body.get("Condition")) for each in balancers}
        if len(balancers) > 1 and len(alternatives) == 1:
            names = " and ".join(balancer.id for balancer in balancers)
            yield Finding(group, f"listeners of {names} forward to it: it can be of one load balancer only")


RULE = Rule(
    "target-group-balancer",
    "A target group gets its requests from one load balancer.",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html",
    _check,
    """
 Resources:
   One: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer}
   Two: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer}
   First:
     Type: AWS::ElasticLoadBalancingV2::Listener
     Properties:
       LoadBalancerArn: {Ref: One}
       Port: 80
       Protocol: HTTP
       DefaultActions: [{Type: forward, TargetGroupArn: {Ref: Blue}}]
   Second:
     Type: AWS::ElasticLoadBalancingV2::Listener
     Properties:
       LoadBalancerArn: {Ref: Two}
       Port: 80
       Protocol: HTTP
-      DefaultActions: [{Type: forward, TargetGroupArn: {Ref: Blue}}]
+      DefaultActions: [{Type: forward, TargetGroupArn: {Ref: Other}}]
   Blue: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {TargetType: ip, Port: 3000}}
   Other: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {TargetType: ip, Port: 3000}}
    """,
)
