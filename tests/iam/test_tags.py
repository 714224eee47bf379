"""Networks, keys, connections and targets of scaling have ids: whoever deploys knows its own by their tags.

Held against the handlers of each type, so that a first creation, whose things have no tags yet, goes through.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

import pytest

from generator.app.build.compile import Build
from generator.cfn.handlers import handlers
from generator.iam.call import Call
from generator.iam.document import Statement
from generator.iam.evaluation import allowed
from generator.model.project import Project
from generator.policies.deployment_calls import permissions
from tests.deploy.called import deployer
from tests.golden.case import CASES

_ARNS = {
    "elastic-ip": "ec2:us-west-2:123456789012:elastic-ip/eipalloc-1",
    "internet-gateway": "ec2:us-west-2:123456789012:internet-gateway/igw-1",
    "natgateway": "ec2:us-west-2:123456789012:natgateway/nat-1",
    "route-table": "ec2:us-west-2:123456789012:route-table/rtb-1",
    "security-group": "ec2:us-west-2:123456789012:security-group/sg-1",
    "subnet": "ec2:us-west-2:123456789012:subnet/subnet-1",
    "vpc": "ec2:us-west-2:123456789012:vpc/vpc-1",
    "vpc-endpoint": "ec2:us-west-2:123456789012:vpc-endpoint/vpce-1",
    "key": "kms:us-west-2:123456789012:key/1",
    "connection": "codeconnections:us-west-2:123456789012:connection/1",
    "scalable-target": "application-autoscaling:us-west-2:123456789012:scalable-target/1",
}
"""Kind of thing that has tags and an id -> what an ARN of it looks like."""
_OWN_KIND = {
    "AWS::ApplicationAutoScaling::ScalableTarget": "scalable-target",
    "AWS::CodeConnections::Connection": "connection",
    "AWS::EC2::EIP": "elastic-ip",
    "AWS::EC2::InternetGateway": "internet-gateway",
    "AWS::EC2::NatGateway": "natgateway",
    "AWS::EC2::RouteTable": "route-table",
    "AWS::EC2::SecurityGroup": "security-group",
    "AWS::EC2::Subnet": "subnet",
    "AWS::EC2::VPC": "vpc",
    "AWS::EC2::VPCEndpoint": "vpc-endpoint",
    "AWS::KMS::Alias": "key",  # Made right after its key, whose tags KMS may not see for five minutes.
    "AWS::KMS::Key": "key",
}
_WHILE_MADE = {"create", "read", "tagging", "update"}
_ONLY_OURS = {
    "ec2:AttachInternetGateway", "ec2:AssociateRouteTable", "ec2:CreateRoute", "ec2:DeleteRoute", "ec2:DeleteSubnet",
    "ec2:DeleteTags", "ec2:DeleteVpc", "ec2:DetachInternetGateway", "ec2:DisassociateAddress",
    "ec2:DisassociateRouteTable", "ec2:ReleaseAddress", "ec2:ReplaceRoute", "ec2:ReplaceRouteTableAssociation",
    "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:UntagResource", "codeconnections:UntagResource",
    "application-autoscaling:DeregisterScalableTarget", "application-autoscaling:DeleteScalingPolicy",
    "application-autoscaling:UntagResource",
}  # fmt: skip
"""What takes something away or joins what is finished: never on a thing without tags."""


class Touch(NamedTuple):
    """One call that a resource of ours takes, on one kind of thing with tags."""

    resource_type: str
    kind: str
    action: str

    @property
    def is_while_made(self) -> bool:
        """Whether the handler that makes the thing makes the call on it, before it may have tags."""
        names = handlers().get(self.resource_type, {}).get(self.action, "create").split()
        return self.kind == _OWN_KIND.get(self.resource_type) and not _WHILE_MADE.isdisjoint(names)


def _environments() -> Iterator[tuple[str, str]]:
    for case in CASES.values():
        for environment in case.build().environments:
            yield case.name, environment


every_environment = pytest.mark.parametrize(("case", "environment"), [*_environments()])


@cache
def _may(case: str, environment: str) -> list[Statement]:
    return deployer(CASES[case].build(), environment)


def _project(build: Build, environment: str) -> Project:
    [project] = [each for each in build.projects if each.environment.name == environment]
    return project


def _touches(build: Build, environment: str) -> set[Touch]:
    by_name = {stack.name: stack for stack in build.stacks}
    found = set()
    for subject in build.subjects:
        stack = by_name[subject.stack]
        if stack.folder not in ("shared", environment) or stack.by_administrator:
            continue
        for body in subject.data["Resources"].values():
            found |= {Touch(body["Type"], kind, action) for kind, action in permissions(body["Type"]) if kind in _ARNS}
    return found


def _allows(may: list[Statement], touch: Touch, tags: Mapping[str, str], arn: str = "") -> bool:
    context = {f"aws:ResourceTag/{key}": value for key, value in tags.items()}
    return allowed(may, Call("d", touch.action, f"arn:aws:{arn or _ARNS[touch.kind]}", "", "", context))


def _tags(project: Project, kind: str) -> dict[str, str]:
    """Those of our own thing: what environments share has no tag of any."""
    tags = {"Project": project.name, "Environment": project.environment.name}
    return {"Project": project.name} if kind == "connection" else tags


def _made(case: str, environment: str) -> Iterator[tuple[Touch, Project, list[Statement]]]:
    """Without the calls that only deleting what is shared takes, and those on a VPC that the spec names."""
    build = CASES[case].build()
    project = _project(build, environment)
    for touch in sorted(_touches(build, environment)):
        if touch.action == "codeconnections:DeleteConnection":
            continue
        if touch.kind != "vpc" or project.network.is_created:
            yield touch, project, _may(case, environment)


@every_environment
def test_our_own_things_are_changed(case: str, environment: str) -> None:
    for touch, project, may in _made(case, environment):
        assert _allows(may, touch, _tags(project, touch.kind)), touch


@every_environment
def test_a_thing_that_is_being_made_has_no_tags_yet(case: str, environment: str) -> None:
    made = {touch: may for touch, _, may in _made(case, environment) if touch.is_while_made}
    assert {touch.kind for touch in made} >= {"key", "security-group", "scalable-target"}
    for touch, may in made.items():
        assert _allows(may, touch, {}) or touch.action in _ONLY_OURS, touch


@every_environment
def test_things_of_others_stay_as_they_are(case: str, environment: str) -> None:
    for touch, project, may in _made(case, environment):
        ours = _tags(project, touch.kind)
        makes = _allows(may, touch, {"Project": "other", "Environment": "other"})
        # Only what makes a thing of the kind: no thing that is there is ever judged by it.
        assert not makes or touch.action in _MAKERS[touch.kind], touch
        if not makes:
            assert not _allows(may, touch, ours | {"Project": "other"}), touch
            if touch.kind != "connection":
                assert not _allows(may, touch, ours | {"Environment": f"{environment}-eu"}), touch


_MAKERS: Mapping[str, set[str]] = {
    "elastic-ip": {"ec2:AllocateAddress"},
    "internet-gateway": {"ec2:CreateInternetGateway"},
    "natgateway": {"ec2:CreateNatGateway"},
    "route-table": {"ec2:CreateRouteTable"},
    "security-group": {"ec2:CreateSecurityGroup"},
    "subnet": {"ec2:CreateSubnet"},
    "vpc": {"ec2:CreateVpc"},
    "vpc-endpoint": {"ec2:CreateVpcEndpoint"},
    "key": set(),
    "connection": set(),
    "scalable-target": set(),
}


@every_environment
def test_nothing_without_tags_is_taken_away_or_joined(case: str, environment: str) -> None:
    for touch, _, may in _made(case, environment):
        if touch.action in _ONLY_OURS:
            assert not _allows(may, touch, {}), touch


def test_every_action_that_takes_away_or_joins_is_tried() -> None:
    tried = {touch.action for case, environment in _environments() for touch, *_ in _made(case, environment)}
    assert tried >= _ONLY_OURS


@every_environment
def test_a_vpc_that_the_spec_names_is_the_only_one_of_others(case: str, environment: str) -> None:
    build = CASES[case].build()
    network = _project(build, environment).network
    touch = Touch("AWS::EC2::SecurityGroup", "vpc", "ec2:CreateSecurityGroup")
    others: Any = {"Project": "other"}
    vpcs = {"vpc-1"} | ({network.vpc} if not network.is_created else set())
    for vpc in vpcs:
        arn = f"ec2:us-west-2:123456789012:vpc/{vpc}"
        assert _allows(_may(case, environment), touch, others, arn) == (vpc == network.vpc), vpc
        assert _allows(_may(case, environment), touch, {}, arn) == (vpc == network.vpc), vpc


@every_environment
def test_a_connection_is_handed_on_if_it_is_given_or_carries_no_other_project_s_tag(
    case: str, environment: str
) -> None:
    project = _project(CASES[case].build(), environment)
    may = _may(case, environment)
    for service in ("codeconnections", "codestar-connections"):
        touch = Touch("AWS::CodePipeline::Pipeline", "connection", f"{service}:PassConnection")
        arn = f"{service}:us-west-2:123456789012:connection/other"
        assert not _allows(may, touch, {"Project": "other"}, arn)
        assert _allows(may, touch, {"Project": project.name}, arn) == (not project.connection)
    if project.connection:
        assert _allows(may, touch, {"Project": "other"}, project.connection.removeprefix("arn:aws:"))
