"""A call of whoever deploys, on a thing that has an id and no name -> the tags that IAM asks that thing for.

Calls on things that are finished want the environment's own tags. Those that CloudFormation makes while it makes the
thing take no tags for an answer too, since AWS does not say when they are there. What makes a thing asks for nothing.
https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html
https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodeconnections.html
https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsapplicationautoscaling.html
https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudmap.html
https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticfilesystem.html
"""

from __future__ import annotations

import re

from awacs.aws import ConditionElement, StringEquals, StringEqualsIfExists

EC2 = (
    "elastic-ip", "internet-gateway", "natgateway", "route-table", "security-group", "security-group-rule", "subnet",
    "vpc", "vpc-endpoint",
)  # fmt: skip
"""The kinds of things that EC2 gives ids."""
NETWORK = tuple(kind for kind in EC2 if kind != "security-group-rule")
"""Those with tags: a rule of a security group is made by a call that its group's tags decide."""
_TAGGED = frozenset(
    {
        *NETWORK,
        *("access-point", "connection", "file-system", "key", "made-connection", "namespace", "network-interface"),
        "scalable-target",
    }
)
_SHARED = frozenset({"connection", "made-connection"})
"""What environments share, and therefore has the tag of none of them."""
_MAKES = {
    "elastic-ip": "ec2:AllocateAddress",
    "internet-gateway": "ec2:CreateInternetGateway",
    "natgateway": "ec2:CreateNatGateway",
    "network-interface": "ec2:CreateNetworkInterface",
    "route-table": "ec2:CreateRouteTable",
    "security-group": "ec2:CreateSecurityGroup",
    "subnet": "ec2:CreateSubnet",
    "vpc": "ec2:CreateVpc",
    "vpc-endpoint": "ec2:CreateVpcEndpoint",
}
"""Kind of thing -> the action that makes one."""
_WHILE_MADE = re.compile(
    r"ec2:(CreateTags|Modify|Authorize|Revoke|Update|Describe|Get)"
    # EFS makes the interface of a mount target, and gives it no tags.
    r"|ec2:DeleteNetworkInterface"
    r"|elasticfilesystem:(Create|Describe|ListTags|TagResource)"
    r"|kms:(?!PutKeyPolicy|ScheduleKeyDeletion|UntagResource)"
    r"|code(connections|star-connections):(Get|List|Pass|TagResource)"
    r"|application-autoscaling:(List|Put|Register|TagResource)"
    r"|servicediscovery:Get"
)
"""What may be called before a thing of ours has its tags; KMS may take five minutes to see them.

https://docs.aws.amazon.com/kms/latest/developerguide/tag-authorization.html
"""
_OURS = "our-"
_UNTAGGED = "untagged-"


def asked(kind: str, action: str) -> str:
    """How the name of the statement begins: for things that are ours, for things that nobody has tagged, or for all."""
    if kind not in _TAGGED or _MAKES.get(kind) == action:
        return ""
    return _UNTAGGED if _WHILE_MADE.match(action) else _OURS


def condition(asks: str, kind: str, project: str, environment: str) -> ConditionElement:
    """What the thing's tags have to say; ``asks`` is what :func:`asked` gave."""
    tags = {"aws:ResourceTag/Project": project}
    if kind not in _SHARED:
        tags["aws:ResourceTag/Environment"] = environment
    return StringEqualsIfExists(tags) if asks == _UNTAGGED else StringEquals(tags)
