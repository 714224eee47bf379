"""The protection of a load balancer from deletion: taken off before its stack is deleted.

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html
"""

from __future__ import annotations

from generator.live.client import Aws, AwsError

LOAD_BALANCER = "AWS::ElasticLoadBalancingV2::LoadBalancer"
"""The type of what may be protected."""
_ATTRIBUTE = "deletion_protection.enabled"


def unprotect(aws: Aws, load_balancer: str) -> None:
    """Let the load balancer with this ARN be deleted; one that is gone already is fine."""
    attributes = [{"Key": _ATTRIBUTE, "Value": "false"}]
    try:
        aws.call(
            aws.client("elbv2").modify_load_balancer_attributes, LoadBalancerArn=load_balancer, Attributes=attributes
        )
    except AwsError as error:
        if error.code not in {"LoadBalancerNotFound", "LoadBalancerNotFoundException"}:
            raise
