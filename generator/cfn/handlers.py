"""What CloudFormation calls to make, read, change and remove a resource of each type that our templates hold.

From the handlers' permissions in the provider schemas (``aws cloudformation describe-type --type RESOURCE --type-name
AWS::ECS::Cluster``; cfn-lint's copy of the schemas lacks them), without those for properties that no template of ours
has: S3 tables and replication, Lambda and Cognito targets, IPAM, data protection, managed policies. Four types have no
handlers in their schemas (CodeBuild::Project, CodeDeploy::DeploymentGroup, Events::Rule, SNS::Subscription), and of
EC2::VPCGatewayAttachment none was at hand: their
calls are those of their services' API. What the services ask for on top (to tag, service-linked roles, EC2's Describe
actions for a load balancer, ECS's and CloudWatch's for scaling) is from
https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html,
https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/elb-api-permissions.html and
https://docs.aws.amazon.com/autoscaling/application/userguide/security_iam_id-based-policy-examples.html.
Each action stands beside the kind of thing that IAM judges it by, ``*`` where it knows none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pkgutil import get_data


@cache
def handlers() -> Mapping[str, Mapping[str, str]]:
    """Resource type -> kind of thing -> actions, a space between them."""
    text = get_data("generator.cfn", "handlers.json")
    assert text is not None, "a package on disk or in an archive always gives its data"
    data: dict[str, dict[str, str]] = json.loads(text)
    return data


def permissions(resource_type: str) -> Iterator[tuple[str, str]]:
    """Kind of thing and action, of one type. Raises KeyError for a type that no template of ours had before."""
    for kind, actions in handlers()[resource_type].items():
        for action in actions.split():
            yield kind, action
