"""Patches that take what the generated deployers may not do, and those that say what they take."""

from __future__ import annotations

from typing import Any

import pytest

from generator.app.build.compile import compile_spec

_SPEC = """
project: shop
region: eu-central-1
repository: acme/shop
service: {port: 3000}
patches:
  one:
    stack: PATCH
    why: x
environments:
  dev: {trigger: {branch: develop}}
  prod: {trigger: {tag: "v*"}}
"""
_FILTER = (
    "ecs\n    merge: {Resources: {New: {Type: AWS::Logs::MetricFilter, Properties: {LogGroupName: {Ref: LogGroup}, "
    "FilterPattern: a, MetricTransformations: [{MetricName: a, MetricNamespace: b, MetricValue: '1'}]}}}}"
)
_POLICY = "ecr\n    merge: {Resources: {Repository: {Properties: {RepositoryPolicyText: {Statement: []}}}}}"
_CALLS = "for {} ({}), CloudFormation calls what no deployer may: "
_WAF = (
    "alb\n    merge: {Resources: {New: {Type: AWS::WAFv2::WebACLAssociation, "
    "Properties: {ResourceArn: {Ref: LoadBalancer}, WebACLArn: 'arn:aws:wafv2:eu-central-1:111122223333:a'}}}}"
)


def _messages(patch: str, said: str = "") -> list[str]:
    deployer = f"\n    deployer: [{{actions: [{said}], resources: ['arn:aws:s3:::b']}}]" if said else ""
    problems = compile_spec(_SPEC.replace("PATCH", patch + deployer), "spec.yaml").problems
    return list(dict.fromkeys(f"{problem.location.path[28:]}: {problem.message}" for problem in problems))


@pytest.mark.parametrize(
    ("patch", "said", "messages"),
    [
        (
            _FILTER,
            "",
            ["New: no deployer may make AWS::Logs::MetricFilter, and what that takes is not known here"],
        ),
        (_FILTER, "logs:PutMetricFilter", []),
        (
            _POLICY,
            "",
            [
                f"Repository: {_CALLS.format('Repository', 'AWS::ECR::Repository')}"
                "ecr:DeleteRepositoryPolicy, ecr:SetRepositoryPolicy"
            ],
        ),
        (
            _POLICY,
            "ecr:setrepositorypolicy",
            [f"Repository: {_CALLS.format('Repository', 'AWS::ECR::Repository')}ecr:DeleteRepositoryPolicy"],
        ),
        (_POLICY, "'ecr:*RepositoryPolicy'", []),
        (
            _WAF,
            "",
            [
                f"New: {_CALLS.format('New', 'AWS::WAFv2::WebACLAssociation')}"
                "wafv2:AssociateWebACL, wafv2:GetWebACL, wafv2:GetWebACLForResource"
            ],
        ),
        (_WAF, "'wafv2:*'", []),
        ("base\n    merge: {Resources: {Topic: {Properties: {DisplayName: a}}}}", "", []),
        ("base\n    merge: {Resources: {New: {Type: AWS::SNS::Topic}}}", "", []),
    ],
)
def test_what_is_told(patch: str, said: str, messages: list[str]) -> None:
    assert _messages(patch, said) == messages


def test_what_a_patch_says_is_the_deployer_s_of_each_environment_that_has_it() -> None:
    text = _SPEC.replace("PATCH", f"{_FILTER}\n    deployer: [{{actions: [logs:PutMetricFilter], resources: ['*']}}]")
    text = text.replace("{branch: develop}", "{branch: develop}, patches: {one: null}")
    build = compile_spec(text, "spec.yaml")
    assert build.problems == ()
    [data] = [subject.data for subject in build.subjects if subject.path.endswith("deployer.yaml")]
    assert _holders(data, "logs:PutMetricFilter") == ["ProdDeployer"]
    assert _holders(data, "cloudformation:CreateChangeSet") == ["DevDeployer", "ProdDeployer"]


def _holders(data: Any, action: str) -> list[str]:
    """The roles whose policies allow the action."""
    resources = data["Resources"]
    policies = {
        name
        for name, each in resources.items()
        for statement in each["Properties"].get("PolicyDocument", {}).get("Statement", [])
        if action in statement["Action"]
    }
    roles = {name: each["Properties"].get("ManagedPolicyArns", []) for name, each in resources.items()}
    return sorted(name for name, some in roles.items() if any(one["Ref"] in policies for one in some))


def test_a_filter_of_a_queue_s_topic_takes_what_its_deployer_may() -> None:
    worker = "services:\n  mailer: {kind: worker, context: mailer, queue: {subscribe: [orders]}}\npatches:"
    text = _SPEC.replace("{port: 3000}", "{port: 3000, publish: [orders]}").replace("patches:", worker)
    merge = "merge: {Resources: {OrdersSubscription: {Properties: {FilterPolicy: {size: [large]}}}}}"
    assert compile_spec(text.replace("PATCH", f"queue\n    {merge}"), "spec.yaml").problems == ()
