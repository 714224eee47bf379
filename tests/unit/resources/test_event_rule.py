"""EventBridge rules: which events they match, and the sentence that people get."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from troposphere.events import Rule

from generator.engines.codedeploy.event import deployment_failed
from generator.resources import event_rule
from tests.unit.project import properties, service

DEPLOYMENT = deployment_failed(service(), "arn:topic")
PIPELINE = event_rule.pipeline_failed(service(), "arn:topic")
TASK = event_rule.task_failed(service(), "arn:cluster", "arn:topic")
ALL = pytest.mark.parametrize("rule", [DEPLOYMENT, PIPELINE, TASK], ids=["deployment", "pipeline", "task"])


@pytest.mark.parametrize(
    ("rule", "source", "detail_type", "detail"),
    [
        (
            DEPLOYMENT,
            "aws.codedeploy",
            "CodeDeploy Deployment State-change Notification",
            {"application": ["shop-prod"], "deploymentGroup": ["shop-prod"], "state": ["FAILURE", "STOP"]},
        ),
        (
            PIPELINE,
            "aws.codepipeline",
            "CodePipeline Pipeline Execution State Change",
            {"pipeline": ["shop-prod"], "state": ["FAILED"]},
        ),
        (
            TASK,
            "aws.ecs",
            "ECS Task State Change",
            {
                "clusterArn": ["arn:cluster"],
                "group": ["service:shop-prod"],
                "lastStatus": ["STOPPED"],
                "stopCode": ["EssentialContainerExited", "TaskFailedToStart"],
            },
        ),
    ],
    ids=["deployment", "pipeline", "task"],
)
def test_a_rule_matches_the_failures_of_our_own_things(
    rule: Rule, source: str, detail_type: str, detail: dict[str, Any]
) -> None:
    assert properties(rule)["EventPattern"] == {"source": [source], "detail-type": [detail_type], "detail": detail}


@ALL
def test_a_pattern_is_lists_of_texts_at_its_ends(rule: Rule) -> None:
    def ends(data: Any) -> Any:
        return [end for value in data.values() for end in ends(value)] if isinstance(data, dict) else [data]

    for end in ends(properties(rule)["EventPattern"]):
        assert end
        assert all(isinstance(text, str) for text in end)


@ALL
def test_the_message_is_a_text_in_quotes_that_names_only_what_is_taken_from_the_event(rule: Rule) -> None:
    [target] = properties(rule)["Targets"]
    transformer = target["InputTransformer"]
    text = json.loads(transformer["InputTemplate"])
    assert text.startswith("shop-prod: ")
    assert "\n" not in text
    assert set(re.findall("<([^>]+)>", text)) == set(transformer["InputPathsMap"])
    assert all(path.startswith("$.detail.") for path in transformer["InputPathsMap"].values())


@ALL
def test_a_rule_is_on_and_tells_the_topic(rule: Rule) -> None:
    body = properties(rule)
    assert body["State"] == "ENABLED"
    assert [(target["Id"], target["Arn"]) for target in body["Targets"]] == [("topic", "arn:topic")]


def test_each_rule_has_a_name_of_its_own() -> None:
    names = [properties(rule)["Name"] for rule in (DEPLOYMENT, PIPELINE, TASK)]
    assert names == ["shop-prod-deployment-failed", "shop-prod-pipeline-failed", "shop-prod-task-failed"]


def test_what_the_messages_say() -> None:
    paths = [
        properties(rule)["Targets"][0]["InputTransformer"]["InputPathsMap"] for rule in (DEPLOYMENT, PIPELINE, TASK)
    ]
    assert paths == [
        {"state": "$.detail.state", "id": "$.detail.deploymentId"},
        {"state": "$.detail.state", "id": "$.detail.execution-id"},
        {"code": "$.detail.stopCode", "reason": "$.detail.stoppedReason"},
    ]
