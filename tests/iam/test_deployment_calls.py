"""Deployers may call all that the handlers of their resources call, but what a table omits; no row is in vain."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from cfnlint.schema import PROVIDER_SCHEMA_MANAGER

from generator.cfn.handlers import handlers
from generator.policies.addition import ADDITIONS, Addition
from generator.policies.deployer import Grant, statements
from generator.policies.deployment_calls import Tables, UnknownTypeError, permissions, tables
from generator.policies.omission import LIST_HANDLER, OMISSIONS, Omission
from generator.policies.scope import ON_EVERY_RESOURCE, SCOPES, SCOPES_BY_TYPE
from generator.spec.loader import load
from tests.golden.case import CASES
from tests.iam.test_calls import IAM, kinds

TYPES = sorted({*handlers(), *(row.resource_type for row in ADDITIONS)})
every_omission = pytest.mark.parametrize("row", OMISSIONS, ids=lambda row: f"{row.resource_type} {row.calls[0]}")


def test_every_call_of_a_handler_is_granted_or_omitted_for_a_reason() -> None:
    for resource_type, called in handlers().items():
        granted = {action for _, action in permissions(resource_type)}
        omitted = {action for row in OMISSIONS if row.resource_type == resource_type for action in row.calls}
        for action, names in called.items():
            assert (action in granted) + (action in omitted) + (names == LIST_HANDLER) == 1, (resource_type, action)


@pytest.mark.parametrize("resource_type", sorted(handlers()))
def test_the_linter_s_copy_of_the_schemas_names_no_other_call(resource_type: str) -> None:
    """Newer than our extract, and tagging is in it where a handler does not say so."""
    schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-west-2", resource_type).schema
    parts = [schema.get("tagging") or {}, *(schema.get("handlers") or {}).values()]
    named = {action for part in parts for action in part.get("permissions", ())}
    added = {action for row in ADDITIONS if row.resource_type == resource_type for action in row.calls}
    assert named <= handlers()[resource_type].keys() | added


def test_the_calls_that_reports_from_accounts_name_are_granted() -> None:
    """Each of these was missing once; the pages are in the tables."""
    once_missing = {
        "AWS::S3::Bucket": {"s3:PutBucketNotification", "s3:GetBucketAbac", "s3:GetBucketAcl"},
        "AWS::ElasticLoadBalancingV2::LoadBalancer": {
            "ec2:GetSecurityGroupsForVpc", "elasticloadbalancing:DescribeCapacityReservation",
        },
        "AWS::Logs::LogGroup": {"logs:DescribeIndexPolicies", "logs:DescribeResourcePolicies"},
        "AWS::CodeDeploy::DeploymentGroup": {"codedeploy:ListDeployments", "codedeploy:GetDeployment"},
        "AWS::EC2::VPCEndpoint": {"ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs"},
        "AWS::ECS::TaskDefinition": {"iam:GetRole", "ecs:RegisterTaskDefinition"},
        "AWS::CodePipeline::Pipeline": {"iam:GetRole"},
    }  # fmt: skip
    for resource_type, actions in once_missing.items():
        assert actions <= {action for _, action in permissions(resource_type)}, resource_type
    assert ("*", "ecs:RegisterTaskDefinition") in permissions("AWS::ECS::TaskDefinition")
    assert ("vpc", "ec2:GetSecurityGroupsForVpc") in permissions("AWS::ElasticLoadBalancingV2::LoadBalancer")


@every_omission
def test_an_omission_is_of_a_call_that_a_handler_makes(row: Omission) -> None:
    called = handlers()[row.resource_type]
    for action in row.calls:
        assert action in called
        assert called[action] != LIST_HANDLER, f"{action} is left out anyway"
    assert row.why


@every_omission
def test_the_properties_of_an_omission_exist_and_no_template_of_ours_sets_one(row: Omission) -> None:
    schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", row.resource_type).schema
    known = set(_keys(schema))
    for name in row.properties:
        assert name in known, f"{row.resource_type} has no {name}"
        is_unset = name not in _properties()[row.resource_type]
        assert is_unset or "grants it where" in row.why, f"a template sets {name}, so that {row.actions} is needed"
    assert row.properties or row.why != Omission("", "", ()).why


@cache
def _properties() -> Mapping[str, set[str]]:
    """What canaryform sets by itself: a patch that sets more says in ``deployer`` what that takes."""
    found: dict[str, set[str]] = {resource_type: set() for resource_type in TYPES}
    for case in CASES.values():
        build = case.build()
        if any(project.patches for project in build.projects):
            continue
        by_administrator = {stack.name for stack in build.stacks if stack.by_administrator}
        for subject in build.subjects:
            for body in subject.data["Resources"].values():
                if body["Type"] in found and subject.stack not in by_administrator:
                    found[body["Type"]] |= set(_keys(body.get("Properties", {})))
    return found


def _keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield str(key)
            yield from _keys(item)
    elif isinstance(value, list):
        for item in value:
            yield from _keys(item)


def test_what_has_no_action_in_iam_has_none() -> None:
    [row] = [row for row in OMISSIONS if "no action of this name" in row.why]
    assert [action for action in row.calls if IAM.actions.action_exists(*action.split(":"))] == []


def test_no_call_is_omitted_twice() -> None:
    calls = [(row.resource_type, action) for row in OMISSIONS for action in row.calls]
    assert len(calls) == len(set(calls))


@pytest.mark.parametrize("row", ADDITIONS, ids=lambda row: f"{row.resource_type} {row.calls[0]}")
def test_an_addition_is_no_call_of_a_handler_and_says_which_page_asks_for_it(row: Addition) -> None:
    assert set(row.calls).isdisjoint(handlers().get(row.resource_type, {}))
    assert row.source.startswith(("https://docs.aws.amazon.com/", "https://github.com/"))


def test_every_scope_is_of_a_call_that_some_type_takes() -> None:
    needed = {name: tables().needed(name) for name in TYPES}
    all_needed = set(itertools.chain(*needed.values()))
    for kind, actions in SCOPES.items():
        assert set(actions.split()) <= all_needed, kind
    for resource_type, scopes in SCOPES_BY_TYPE.items():
        for kind, actions in scopes.items():
            assert set(actions.split()) <= needed[resource_type], (resource_type, kind)
            assert not set(actions.split()) <= set(SCOPES.get(kind, "").split()), "said for every type already"


def wrong(known: Tables, resource_type: str) -> Iterator[str]:
    """The calls of a type that IAM does not have, or judges otherwise than the tables say."""
    for kind, action in permissions(resource_type, known):
        if not IAM.actions.action_exists(*action.split(":")):
            yield f"{action} does not exist"
        elif (kind in ("*", "any-where")) != (not kinds(action) or action in ON_EVERY_RESOURCE):
            yield f"{action} is judged by {[each['key'] for each in kinds(action)]}"


@pytest.mark.parametrize("resource_type", TYPES)
def test_every_call_exists_and_is_asked_of_every_resource_only_where_it_knows_none(resource_type: str) -> None:
    assert [*wrong(tables(), resource_type)] == []


def test_each_action_on_every_resource_against_aws_s_list_is_there() -> None:
    assert set(SCOPES["*"].split()) >= ON_EVERY_RESOURCE.keys()
    assert all(kinds(action) for action in ON_EVERY_RESOURCE)


INVENTED = "AWS::Invented::Firewall"


def _known(**more: Any) -> Tables:
    called = {"ec2:CreateFirewall": "create", "ec2:ListFirewalls": "list"}
    given = {"handlers": {INVENTED: called}, "omissions": (), "additions": (), "scopes": {}, "scopes_by_type": {}}
    return Tables(**{**given, **more})


def test_the_recipe_for_a_new_type_of_resource_says_each_next_step() -> None:
    with pytest.raises(UnknownTypeError, match=rf"cfn/handlers\.json .*TYPE={INVENTED}.*policies/scope\.py"):
        permissions(INVENTED)
    with pytest.raises(UnknownTypeError, match=r"policies/scope\.py .* ec2:CreateFirewall.*policies/omission\.py"):
        permissions(INVENTED, _known())
    known = _known(scopes={"firewall": "ec2:CreateFirewall"})
    assert permissions(INVENTED, known) == (("firewall", "ec2:CreateFirewall"),)
    assert [*wrong(known, INVENTED)] == ["ec2:CreateFirewall does not exist"]
    spec = load(CASES["minimal"].spec.read_text(), "spec.yaml")
    with pytest.raises(UnknownTypeError, match=r"policies/deployer_things\.py .* firewall"):
        [*statements(spec, [], [Grant("firewall", "ec2:CreateFirewall")])]


def test_a_call_may_be_omitted_added_and_judged_by_several_kinds() -> None:
    omission = Omission(INVENTED, "ec2:CreateFirewall", ("Rules",))
    addition = Addition(INVENTED, "ec2:CreateVpc ec2:CreateTags", "https://docs.aws.amazon.com/")
    known = _known(
        omissions=(omission,),
        additions=(addition,),
        scopes={"vpc": "ec2:CreateVpc ec2:CreateTags", "subnet": "ec2:CreateVpc"},
        scopes_by_type={INVENTED: {"firewall": "ec2:CreateTags"}},
    )
    assert set(permissions(INVENTED, known)) == {
        ("firewall", "ec2:CreateTags"), ("vpc", "ec2:CreateVpc"), ("subnet", "ec2:CreateVpc"),
    }  # fmt: skip
    other = _known(scopes={"vpc": "s3:GetObject"}, handlers={INVENTED: {"s3:GetObject": "read"}})
    assert [*wrong(other, INVENTED)] == []
    everywhere = _known(scopes={"*": "s3:GetObject"}, handlers={INVENTED: {"s3:GetObject": "read"}})
    assert [*wrong(everywhere, INVENTED)] == ["s3:GetObject is judged by ['accesspointobject', 'object']"]
