"""Patches of stacks: which stacks one is for, what it makes of them, and what is said of one that does not fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from generator.app.build.compile import Build, compile_spec
from generator.app.judge.gate import own_problems
from generator.spec.loader import load
from generator.stacks.assemble import overviews
from tests.unit.stacks.patched import SPEC, TOPIC, build_with

_INTERVAL = "merge: {Resources: {BlueTargetGroup: {Properties: {HealthCheckIntervalSeconds: 7}}}}"


def _template(build: Build, path: str) -> Any:
    assert build.problems == ()
    return next(subject for subject in build.subjects if subject.path == f"shop/{path}.yaml")


def _changed(build: Build) -> list[str]:
    before = {
        subject.path: subject.data
        for subject in compile_spec(SPEC.replace("patches: {PATCHES}", ""), "spec.yaml").subjects
    }
    assert build.problems == ()
    return [subject.path[5:-5] for subject in build.subjects if subject.data != before[subject.path]]


@pytest.mark.parametrize(
    ("patch", "stacks"),
    [
        ("stack: base, merge: {Resources: {Topic: {Properties: {DisplayName: a}}}}", ["dev/base", "prod/base"]),
        (
            f"stack: routes, {_INTERVAL}",
            ["dev/main/routes", "dev/api/routes", "prod/main/routes", "prod/api/routes"],
        ),
        (
            f"stack: routes, service: api, {_INTERVAL}",
            ["dev/api/routes", "prod/api/routes"],
        ),
        (
            "stack: codedeploy, merge: {Resources: {Application: {Metadata: {a: b}}}}",
            ["dev/main/codedeploy", "prod/main/codedeploy"],
        ),
        (
            "stack: iam, merge: {Resources: {TaskRole: {Properties: {MaxSessionDuration: 3600}}}}",
            ["dev/main/iam", "dev/api/iam", "prod/main/iam", "prod/api/iam"],
        ),
        (
            "stack: iam, service: nightly, merge: {Resources: {TaskRole: {Properties: {MaxSessionDuration: 3600}}}}",
            ["dev/nightly/iam", "prod/nightly/iam"],
        ),
        (
            "stack: job, merge: {Resources: {LogGroup: {Metadata: {a: b}}}}",
            ["dev/nightly/job", "prod/nightly/job"],
        ),
        ("stack: ecr, service: main, merge: {Resources: {Repository: {Metadata: {a: b}}}}", ["shared/main/ecr"]),
        ("stack: github, merge: {Resources: {Connection: {Metadata: {a: b}}}}", ["shared/github"]),
    ],
)
def test_the_stacks_that_it_is_for(patch: str, stacks: Sequence[str]) -> None:
    assert sorted(_changed(build_with(f"why: x, {patch}"))) == sorted(stacks)


@pytest.mark.parametrize(
    ("patch", "message", "hint"),
    [
        (
            "stack: codedeploy, service: api, merge: {A: {}}",
            "api has no stack codedeploy in dev",
            "it has iam, routes, ecs, monitoring, service, pipeline",
        ),
        ("stack: routes, service: apy, merge: {A: {}}", "there is no service and no job apy", "did you mean api?"),
        ("stack: alb, service: api, merge: {A: {}}", "all services share the stack alb", "remove the line service"),
    ],
)
def test_a_stack_that_is_not_there(patch: str, message: str, hint: str) -> None:
    found = build_with(f"why: x, {patch}").problems
    assert (found[0].message, found[0].hint, found[0].location.path) == (message, hint, "patches.p1")


def test_an_environment_without_the_stack_says_what_it_has() -> None:
    text = SPEC.replace("  nightly: {kind: job, schedule: rate(1 day), command: [x]}\n", "")
    patch = "{p1: {stack: job, why: x, merge: {A: {}}}}"
    [first] = compile_spec(text.replace("{PATCHES}", patch), "spec.yaml").problems
    assert first.message == "dev has no stack job"
    assert first.hint.startswith("it has network, base, alb, iam, ")


_NOT_IN_DEV = SPEC.replace("branch: develop}", "branch: develop}, services: {api: null, nightly: null}")
_OF_API = f"stack: routes, service: api, why: x, {_INTERVAL}"


@pytest.mark.parametrize("patch", [_OF_API, "stack: job, why: x, merge: {Resources: {LogGroup: {Metadata: {a: b}}}}"])
def test_what_is_said_for_all_environments_is_for_those_that_have_the_stack(patch: str) -> None:
    build = compile_spec(_NOT_IN_DEV.replace("{PATCHES}", f"{{p1: {{{patch}}}}}"), "spec.yaml")
    assert build.problems == ()
    assert [path.split("/")[1] for path in build.patchings] == ["prod"]


def test_what_an_environment_says_has_a_stack_there() -> None:
    own = f"nightly: null}}, patches: {{p1: {{{_OF_API}}}}}"
    text = _NOT_IN_DEV.replace("patches: {PATCHES}\n", "").replace("nightly: null}", own)
    [problem] = compile_spec(text, "spec.yaml").problems
    assert (problem.message, problem.hint) == ("dev leaves api out", "remove the patch from this environment")
    assert problem.location.path == "environments.dev.patches.p1"


def test_what_does_not_fit_in_several_stacks_is_told_once() -> None:
    [problem] = build_with("stack: base, why: x, json: [{op: remove, path: /Resources/Topi}]").problems
    assert problem.message == "there is no Topi in /Resources (stack shop-dev-base and 1 more)"


def test_one_is_applied_after_the_other() -> None:
    build = build_with(
        f"{TOPIC}, merge: {{Resources: {{Topic: {{Properties: {{DisplayName: a}}}}}}}}",
        f"{TOPIC}, json: [{{op: test, path: /Resources/Topic/Properties/DisplayName, value: a}}, "
        "{op: replace, path: /Resources/Topic/Properties/DisplayName, value: b}]",
    )
    assert _template(build, "prod/base").data["Resources"]["Topic"]["Properties"]["DisplayName"] == "b"


def test_the_template_says_why_in_its_head() -> None:
    text = _template(
        build_with(f"{TOPIC}, merge: {{Resources: {{Topic: {{Properties: {{DisplayName: a}}}}}}}}"), "prod/base"
    ).text
    assert text.splitlines()[1] == "# Patched by p1: mails say who sends them"


def test_attributes_stand_in_the_order_of_aws_s_documents() -> None:
    build = build_with(
        f"{TOPIC}, merge: {{Outputs: {{A: {{Value: b}}}}, Metadata: {{a: b}}, "
        "Resources: {New: {Properties: {TopicName: x}, DependsOn: Topic, Type: AWS::SNS::Topic}}}"
    )
    data = _template(build, "prod/base").data
    assert list(data) == ["AWSTemplateFormatVersion", "Description", "Metadata", "Resources", "Outputs"]
    assert list(data["Resources"]["New"]) == ["Type", "DependsOn", "Properties"]


def test_a_resource_is_where_the_patch_has_it() -> None:
    build = build_with(f"{TOPIC}, merge: {{Resources: {{Topic: {{Properties: {{DisplayName: a}}}}}}}}")
    assert _template(build, "prod/base").origins["Topic"].path == "patches.p1.merge.Resources.Topic"


def test_a_role_in_another_stack_takes_a_capability() -> None:
    role = "{Type: AWS::IAM::ManagedPolicy, Properties: {PolicyDocument: {Statement: []}}}"
    said = "deployer: [{actions: [iam:CreatePolicy], resources: ['*']}]"
    build = build_with(f"{TOPIC}, {said}, merge: {{Resources: {{New: {role}}}}}")
    assert build.problems == ()
    assert {each.stack for each in build.deployments if each.capabilities} >= {"shop-prod-base", "shop-dev-base"}


def test_a_property_that_is_called_like_a_transform_is_none() -> None:
    build = build_with(f"{TOPIC}, merge: {{Resources: {{Topic: {{Metadata: {{Transform: {{TransformId: a}}}}}}}}}}")
    assert build.problems == ()


def test_of_the_stacks_that_show_all_services_each_is_patched_by_itself() -> None:
    merge = "why: x, merge: {Metadata: {a: b}}"
    patches = f"{{p1: {{stack: dashboard, {merge}}}, p2: {{stack: alb, {merge}}}}}"
    for project in load(SPEC.replace("{PATCHES}", patches), "spec.yaml").projects:
        [dashboard] = overviews(project)
        assert dashboard.template.to_dict()["Metadata"] == {"a": "b"}


def test_what_one_has_added_another_may_take_away() -> None:
    new = "New: {Type: AWS::IAM::Unknown}"
    build = build_with(
        f"{TOPIC}, merge: {{Resources: {{{new}}}}}",
        f"{TOPIC}, merge: {{Resources: {{New: null, Topic: {{Properties: {{DisplayName: a}}}}}}}}",
    )
    assert "New" not in _template(build, "prod/base").data["Resources"]
    assert [problem for problem in own_problems(build) if problem.code.startswith("patch")] == []


def test_a_template_may_grow_beyond_a_call_and_not_beyond_a_bucket() -> None:
    text = "x" * 60_000
    build = build_with(f"{TOPIC}, merge: {{Metadata: {{a: {text}}}}}")
    [deployment, _] = [each for each in build.deployments if each.stack.endswith("-base")]
    assert deployment.bucket
