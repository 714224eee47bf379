"""A resource type -> the service whose service-linked role AWS makes with the first such resource of an account.

ECS makes its role while CloudFormation goes on, and the cluster's capacity providers race with that and lose:
https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/818. So deploying makes the roles first.
"""

from __future__ import annotations

from collections.abc import Iterable

SERVICES = {
    # https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using-service-linked-roles.html
    "AWS::ECS::Cluster": "ecs.amazonaws.com",
    # https://docs.aws.amazon.com/elasticloadbalancing/latest/application/elb-service-linked-roles.html
    "AWS::ElasticLoadBalancingV2::LoadBalancer": "elasticloadbalancing.amazonaws.com",
    # https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-service-linked-roles.html
    "AWS::ApplicationAutoScaling::ScalableTarget": "ecs.application-autoscaling.amazonaws.com",
}
FILE_SYSTEMS = {
    # https://docs.aws.amazon.com/efs/latest/ug/using-service-linked-roles.html
    "AWS::EFS::FileSystem": "elasticfilesystem.amazonaws.com",
}
"""Those of environments with a file system, whose deployers alone may make them."""
TAKEN = "has been taken in this account"
"""IAM's words for a role that is there, as InvalidInput: https://github.com/hashicorp/terraform-provider-aws/issues/921"""


def linked_services(types: Iterable[str]) -> tuple[str, ...]:
    """The services that need their role for resources of these types, each once."""
    found = {*types}
    return tuple(service for kind, service in {**SERVICES, **FILE_SYSTEMS}.items() if kind in found)
