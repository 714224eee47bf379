"""What a patch may touch without a reason, with one, and not at all."""

from __future__ import annotations

import pytest

from generator.app.build.compile import compile_spec
from generator.app.judge.gate import own_problems, waived

_SPEC = """
project: shop
region: eu-central-1
repository: acme/shop
service: {port: 3000}
accept: {plain-http: x, repository-ids: x}
patches: {one: {why: x, PATCH}}
environments:
  prod: {trigger: {tag: "v*"}}
"""
_ROLLBACK = "stack: codedeploy, merge: {Resources: {DeploymentGroup: {Properties: {AutoRollbackConfiguration: null}}}}"
_DISPLAY = "stack: base, merge: {Resources: {Topic: {Properties: {DisplayName: a}}}}"
_ASSUMED = (
    "stack: iam, json: [{op: add, path: /Resources/TaskRole/Properties/AssumeRolePolicyDocument/Statement/-, "
    "value: {Effect: Allow, Principal: {AWS: 'arn:aws:iam::111122223333:role/debug'}, Action: sts:AssumeRole}}]"
)
_MORE = (
    "stack: iam, json: [{op: add, path: /Resources/TaskRole/Properties/Policies, value: [{PolicyName: more, "
    "PolicyDocument: {Version: 2012-10-17, Statement: [{Effect: Allow, Action: 's3:GetObject', "
    "Resource: 'arn:aws:s3:::files/*'}]}}]}]"
)
_LESS = (
    "stack: iam, json: [{op: remove, path: /Resources/ExecutionRole/Properties/Policies/0/PolicyDocument/Statement/0}]"
)
_KNOWN = ", i-know: it is so"


def _codes(patch: str) -> list[str]:
    build = compile_spec(_SPEC.replace("PATCH", patch), "spec.yaml")
    assert build.problems == ()
    return sorted({problem.code for problem in own_problems(build)})


@pytest.mark.parametrize(
    ("patch", "codes"),
    [
        (_DISPLAY, []),
        (_DISPLAY + _KNOWN, ["patch-idle"]),
        # A warning of the gate, which a reason covers.
        (_ROLLBACK, ["patch-protected", "rollback"]),
        (_ROLLBACK + _KNOWN, []),
        # An error of the gate, which no reason does.
        (
            "stack: pipeline, merge: {Resources: {Pipeline: {Properties: {PipelineType: V1}}}}" + _KNOWN,
            ["pipeline-variables", "tag-trigger"],
        ),
        (_ASSUMED + _KNOWN, []),
        (_MORE + _KNOWN, []),
        (_LESS + _KNOWN, ["deploy-permissions", "iam-sufficient"]),
        # Nothing that is protected, and a warning nevertheless.
        ("stack: ecs, merge: {Resources: {LogGroup: {Properties: {RetentionInDays: null}}}}", ["log-retention"]),
        ("stack: ecs, merge: {Resources: {LogGroup: {Properties: {RetentionInDays: null}}}}" + _KNOWN, []),
        # What another stack imports is changed, but is there.
        ("stack: base, merge: {Outputs: {TopicArn: {Description: a}}}", ["patch-protected"]),
        ("stack: base, merge: {Outputs: {New: {Value: a}}}", []),
        (
            "stack: base, merge: {Outputs: {TopicArn: {Export: null}}}" + _KNOWN,
            ["imports"],
        ),
        ("stack: ecs, merge: {Resources: {Service: {Properties: {EnableExecuteCommand: true}}}}", ["patch-protected"]),
        ("stack: ecs, merge: {Resources: {Service: {Properties: {EnableExecuteCommand: true}}}}" + _KNOWN, []),
        ("stack: base, merge: {Resources: {Key: {DeletionPolicy: Delete}}}", ["deletion", "patch-protected"]),
    ],
)
def test_what_is_found(patch: str, codes: list[str]) -> None:
    assert _codes(patch) == codes


def test_more_than_a_role_needs_is_found_without_a_reason() -> None:
    assert "patch-protected" in _codes(_MORE)
    assert "iam-minimal" in _codes(_MORE)
    assert "iam-trust" in _codes(_ASSUMED)


def test_a_finding_is_where_the_patch_says_it() -> None:
    problems = own_problems(compile_spec(_SPEC.replace("PATCH", _ROLLBACK), "spec.yaml"))
    protected = next(problem for problem in problems if problem.code == "patch-protected")
    assert protected.location.path == (
        "patches.one.merge.Resources.DeploymentGroup.Properties.AutoRollbackConfiguration"
    )
    assert protected.message == (
        "one touches DeploymentGroup.AutoRollbackConfiguration, on which releases rest: the rule rollback is about it: "
        "A release that fails, or that an alarm stops, is rolled back; unless the spec says `rollback: false`."
    )
    assert protected.hint == "i-know: REASON takes it nevertheless; what the gate calls an error stops it still"
    [rollback] = [problem for problem in problems if problem.code == "rollback"]
    assert rollback.location.path == "patches.one.merge.Resources.DeploymentGroup"


@pytest.mark.parametrize(
    ("patch", "code"),
    [
        # In another template than the patch's, and in none of its own resources.
        ("stack: base, merge: {Outputs: {TopicArn: {Export: null}}}" + _KNOWN, "imports"),
        ("stack: ecr, merge: {Resources: {Repository: {Properties: {RepositoryName: a}}}}" + _KNOWN, "build-names"),
    ],
)
def test_a_finding_that_a_patch_elsewhere_makes_is_at_the_patch(patch: str, code: str) -> None:
    problems = own_problems(compile_spec(_SPEC.replace("PATCH", patch), "spec.yaml"))
    [path] = {problem.location.path for problem in problems if problem.code == code}
    [hint] = {problem.hint for problem in problems if problem.code == code}
    assert path == "patches.one"
    assert hint.startswith("the patch one has made it so")


def test_a_patched_template_comes_from_the_patch_and_any_other_from_no_line() -> None:
    build = compile_spec(_SPEC.replace("PATCH", _DISPLAY), "spec.yaml")
    lines = {subject.path: subject.origin.path for subject in build.subjects if subject.origin.line}
    assert lines == {"shop/prod/base.yaml": "patches.one"}


def test_a_reason_that_one_environment_needs_is_idle_in_none() -> None:
    text = _SPEC.replace("PATCH", "stack: routes, merge: {Resources: {TestRule: {Properties: {Priority: 7}}}}" + _KNOWN)
    text = text.replace("  prod:", "  dev: {trigger: {branch: develop}}\n  prod:")
    assert "patch-idle" not in {problem.code for problem in own_problems(compile_spec(text, "spec.yaml"))}


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("a", "a policy is no mapping of keys"),
        ("{Statement: [{Effect: Allow, NotAction: 's3:*', Resource: '*'}]}", "a statement says no Action"),
        ("{Statement: a}", "a statement is no mapping of keys"),
        ("{Statement: {Effect: Allow, Action: {a: b}}}", "{'a': 'b'} is no text"),
        ("{Statement: {Effect: Allow, Action: 's3:GetObject', Condition: a}}", "a condition is no mapping of keys"),
    ],
)
def test_a_policy_that_cannot_be_proven_is_told(value: str, why: str) -> None:
    path = "/Resources/ExecutionRole/Properties/Policies/0/PolicyDocument"
    patch = f"stack: iam, json: [{{op: replace, path: {path}, value: {value}}}]{_KNOWN}"
    problems = own_problems(compile_spec(_SPEC.replace("PATCH", patch), "spec.yaml"))
    found = [(problem.message, problem.hint) for problem in problems if problem.code == "iam-sufficient"]
    assert found == [(f"has policies that cannot be proven: {why}", "the patch one has made it so")]


def test_what_a_reason_covers_is_waived_where_the_files_are_linted() -> None:
    assert "rollback:DeploymentGroup" in waived(compile_spec(_SPEC.replace("PATCH", _ROLLBACK + _KNOWN), "spec.yaml"))
    assert "rollback:DeploymentGroup" not in waived(compile_spec(_SPEC.replace("PATCH", _ROLLBACK), "spec.yaml"))
