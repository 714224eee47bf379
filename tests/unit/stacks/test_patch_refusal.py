"""What no patch may do to a template: each is told at its line, and all at once."""

from __future__ import annotations

import pytest

from generator.app.build.compile import compile_spec
from tests.unit.stacks.patched import SPEC, TOPIC, build_with


@pytest.mark.parametrize(
    ("change", "path", "message", "hint"),
    [
        (
            "merge: {Resources: {Topik: {Properties: {DisplayName: a}}}}",
            ".merge.Resources.Topik",
            "there is no Topik in Resources, and a new one needs Type",
            "did you mean Topic?",
        ),
        (
            "merge: {Resources: {Topic: {Propertis: {DisplayName: a}}}}",
            ".merge.Resources.Topic.Propertis",
            "a resource has no attribute Propertis",
            "did you mean Properties?",
        ),
        (
            "merge: {Resorces: {A: {}}}",
            ".merge.Resorces",
            "a template has no section Resorces",
            "did you mean Resources?",
        ),
        (
            "merge: {Resources: 5}",
            ".merge.Resources",
            "Resources must be a mapping of names",
            "write Resources: {NAME: …}",
        ),
        (
            "merge: {Resources: {Topic: 5}}",
            ".merge.Resources.Topic",
            "Topic must stay a mapping of keys",
            "write Topic: {Type: …} for a key of it",
        ),
        (
            "merge: {Resources: {A: {Type: 5}}}",
            ".merge.Resources.A.Type",
            "Type must be a text",
            "such as AWS::Logs::MetricFilter",
        ),
        (
            "merge: {Resources: {Topic: {Properties: [a]}}}",
            ".merge.Resources.Topic.Properties",
            "Properties must be a mapping of keys",
            "write Properties: {KEY: …}",
        ),
        (
            "merge: {Resources: {Topic: null}}",
            ".merge.Resources.Topic",
            "Topic is not to be taken away: other stacks, releases and commands count on it",
            "",
        ),
        (
            "json: [{op: move, from: /Resources/Topic, path: /Resources/Topik}]",
            ".json[0]",
            "Topic is not to be taken away: other stacks, releases and commands count on it",
            "",
        ),
        (
            "json: [{op: remove, path: /Outputs/TopicArn}]",
            ".json[0]",
            "TopicArn is not to be taken away: other stacks, releases and commands count on it",
            "",
        ),
        (
            "merge: {Outputs: null}",
            ".merge.Outputs",
            "Outputs is not to be taken away",
            "patch what is in it",
        ),
        (
            "merge: {Resources: {Topic: {Type: AWS::SQS::Queue}}}",
            ".merge.Resources.Topic.Type",
            "Topic stays AWS::SNS::Topic: CloudFormation makes nothing else of it",
            "add a resource of another name",
        ),
        (
            "merge: {Parameters: {Colour: {Type: String}}}",
            ".merge.Parameters.Colour",
            "there is no Colour in Parameters, and a new one needs Type and Default",
            "write Colour: {Type: …, Default: …}",
        ),
        (
            "merge: {Description: a}",
            ".merge.Description",
            "Description is not to be patched: canaryform knows its stacks by it",
            "",
        ),
        (
            "merge: {Transform: AWS::Serverless-2016-10-31}",
            ".merge.Transform",
            "Transform is run by CloudFormation, and what comes of it cannot be judged here",
            "",
        ),
        (
            "merge: {Resources: {Topic: {Properties: {DisplayName: {Fn::Transform: {Name: a}}}}}}",
            ".merge.Resources.Topic.Properties.DisplayName",
            "Fn::Transform is run by CloudFormation, and what comes of it cannot be judged here",
            "",
        ),
        (
            "merge: {Resources: {Fn::ForEach::a: [b, [c], {d: {Type: AWS::SNS::Topic}}]}}",
            ".merge.Resources.Fn::ForEach::a",
            "Fn::ForEach::a is run by CloudFormation, and what comes of it cannot be judged here",
            "",
        ),
        (
            "merge: {Resources: {Topic: {Properties: {TopicName: shop-prod-notifications}}}}",
            "",
            "changes nothing in the stack shop-prod-base",
            "it has all of that: remove the patch",
        ),
        (
            "merge: {Resources: {Topic: {}}}",
            "",
            "changes nothing in the stack shop-prod-base",
            "it has all of that: remove the patch",
        ),
        (
            "json: [{op: test, path: /Resources/Topic/Type, value: AWS::SNS::Topic}]",
            "",
            "changes nothing in the stack shop-prod-base",
            "it has all of that: remove the patch",
        ),
        (
            "json: [{op: remove, path: /Resources/Topic/Propertis}]",
            ".json[0]",
            "there is no Propertis in /Resources/Topic (stack shop-prod-base)",
            "did you mean Properties?",
        ),
        (
            "merge: {Resources: {Topic: {Properties: {TopicNam: null}}}}",
            ".merge.Resources.Topic.Properties.TopicNam",
            "takes nothing away: there is no TopicNam here (stack shop-prod-base)",
            "did you mean TopicName?",
        ),
    ],
)
def test_what_no_patch_may_do(change: str, path: str, message: str, hint: str) -> None:
    text = SPEC.replace("  dev: {trigger: {branch: develop}}\n", "")
    problems = compile_spec(text.replace("{PATCHES}", f"{{p1: {{{TOPIC}, {change}}}}}"), "spec.yaml").problems
    assert [
        (problem.location.path, problem.message, problem.hint) for problem in problems if problem.message == message
    ] == [(f"patches.p1{path}", message, hint)], problems


def test_all_that_is_wrong_is_told_at_once() -> None:
    build = build_with("stack: alb, why: x, merge: {Description: a}", "stack: base, why: x, merge: {Description: a}")
    assert {problem.location.path for problem in build.problems} == {
        "patches.p1.merge.Description",
        "patches.p2.merge.Description",
    }
    assert build.artifacts == ()
