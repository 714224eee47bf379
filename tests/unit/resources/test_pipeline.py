"""The pipeline: what starts it, what its stages hand over, and who is asked."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.engines.codedeploy.engine import CodeDeploy
from generator.model.environment import Trigger
from generator.model.git import Git
from generator.model.service import Service
from generator.resources.pipeline import pipeline
from tests.unit.project import BRANCH, container, environment, plain, service

BY_TAG = service()
BY_BRANCH = service(environment=environment(trigger=BRANCH))
BY_BRANCHES = service(environment=environment(trigger=Trigger(branch="release/*")))
_FILES = ("service/**", "templates_out/shop/prod/main/**")


def _body(made: Service) -> Any:
    deploy = CodeDeploy().deploy_actions(made, str)
    return plain(pipeline(made, "role", "bucket", "key", "arn:connection", "arn:topic", deploy, leaves_files=True))[
        "Properties"
    ]


def _action(made: Service, name: str) -> Any:
    [action] = [action for stage in _body(made)["Stages"] for action in stage["Actions"] if action["Name"] == name]
    return action


@pytest.mark.parametrize(
    ("made", "push"),
    [
        (BY_TAG, {"Tags": {"Includes": ["v*"]}}),
        (
            service(
                environment=environment(trigger=Trigger(tag="shop-v*")),
                git=Git(tag_prefix="shop-v"),
                tag_prefix="shop-v",
            ),
            {"Tags": {"Includes": ["shop-v*"]}},
        ),
        (service(tag_prefix="api-v", name="api"), {"Tags": {"Includes": ["api-v*"]}}),
        (BY_BRANCH, {"Branches": {"Includes": ["develop"]}, "FilePaths": {"Includes": [*_FILES]}}),
        (
            service(environment=environment(trigger=BRANCH), paths=("libs/**",)),
            {"Branches": {"Includes": ["develop"]}, "FilePaths": {"Includes": [*_FILES, "libs/**"]}},
        ),
        (
            service(environment=environment(trigger=BRANCH), container=container(context=".")),
            {"Branches": {"Includes": ["develop"]}},
        ),
    ],
)
def test_one_trigger_for_the_source_action_on_tags_or_on_a_branch(made: Service, push: dict[str, Any]) -> None:
    assert _body(made)["PipelineType"] == "V2", "only V2 has triggers on tags"
    assert _body(made)["Triggers"] == [
        {
            "ProviderType": "CodeStarSourceConnection",
            "GitConfiguration": {"SourceActionName": _action(made, "Source")["Name"], "Push": [push]},
        }
    ]


@pytest.mark.parametrize(("made", "mode"), [(BY_TAG, "QUEUED"), (BY_BRANCH, "SUPERSEDED")])
def test_every_tag_is_released_and_of_a_branch_the_newest_commit(made: Service, mode: str) -> None:
    assert _body(made)["ExecutionMode"] == mode


@pytest.mark.parametrize(
    ("made", "branch"),
    [(BY_TAG, "main"), (service(git=Git(main="trunk")), "trunk"), (BY_BRANCH, "develop"), (BY_BRANCHES, "main")],
)
def test_the_source_names_a_branch_and_leaves_changes_to_the_trigger(made: Service, branch: str) -> None:
    action = _action(made, "Source")
    assert action["Configuration"] == {
        "ConnectionArn": "arn:connection",
        "FullRepositoryId": "acme/shop",
        "BranchName": branch,
        "DetectChanges": "false",
        "OutputArtifactFormat": "CODE_ZIP",
    }
    assert action["ActionTypeId"] == {
        "Category": "Source",
        "Owner": "AWS",
        "Provider": "CodeStarSourceConnection",
        "Version": "1",
    }
    assert action["Namespace"] == "SourceVariables"


@pytest.mark.parametrize(
    ("approval", "stages"),
    [(False, ["Source", "Admit", "Build", "Deploy"]), (True, ["Source", "Admit", "Build", "Approval", "Deploy"])],
)
def test_a_person_is_asked_between_build_and_deploy(approval: bool, stages: list[str]) -> None:
    made = service(environment=environment(approval=approval))
    assert [stage["Name"] for stage in _body(made)["Stages"]] == stages


def test_the_approval_is_told_to_the_topic() -> None:
    action = _action(service(environment=environment(approval=True)), "Approve")
    assert (action["ActionTypeId"]["Category"], action["ActionTypeId"]["Provider"]) == ("Approval", "Manual")
    assert action["Configuration"] == {"NotificationArn": "arn:topic", "CustomData": "Release shop to prod?"}


@pytest.mark.parametrize("made", [BY_TAG, BY_BRANCH, service(environment=environment(approval=True))])
def test_an_artifact_is_made_before_it_is_used(made: Service) -> None:
    there: set[str] = set()
    for stage in _body(made)["Stages"]:
        for action in stage["Actions"]:
            assert {artifact["Name"] for artifact in action.get("InputArtifacts", [])} <= there
            there |= {artifact["Name"] for artifact in action.get("OutputArtifacts", [])}
    assert there == {"SourceOutput", "BuildOutput"} | ({"MainOutput"} if made.environment.trigger.tag else set())


def test_a_tag_is_admitted_before_anything_of_its_commit_runs() -> None:
    names = [stage["Name"] for stage in _body(BY_TAG)["Stages"]]
    assert names.index("Source") + 1 == names.index("Admit") == names.index("Build") - 1
    main, admit = _action(BY_TAG, "Main")["Configuration"], _action(BY_TAG, "Admit")
    assert (main["BranchName"], main["OutputArtifactFormat"]) == ("main", "CODEBUILD_CLONE_REF")
    assert main["DetectChanges"] == "false", "a push to main releases nothing"
    assert admit["InputArtifacts"] == [{"Name": "MainOutput"}], "nothing of the commit is unpacked there"
    assert admit["Configuration"]["ProjectName"] == {"Ref": "AdmissionProject"}
    given = {each["name"]: each["value"] for each in json.loads(admit["Configuration"]["EnvironmentVariables"])}
    assert given == {
        "PIPELINE_EXECUTION_ID": "#{codepipeline.PipelineExecutionId}",
        "RELEASE": "#{variables.RELEASE}",
        "COMMIT": "#{SourceVariables.CommitId}",
    }
    assert _action(BY_TAG, "Build")["InputArtifacts"] == [{"Name": "SourceOutput"}], "the commit that was admitted"


def test_what_a_branch_starts_needs_no_admission() -> None:
    assert [stage["Name"] for stage in _body(BY_BRANCH)["Stages"]] == ["Source", "Build", "Deploy"]
    assert [action["Name"] for action in _body(BY_BRANCH)["Stages"][0]["Actions"]] == ["Source"]


def test_the_build_is_given_its_run_and_the_version_only_by_variables_that_always_exist() -> None:
    action = _action(BY_TAG, "Build")
    assert action["ActionTypeId"] == {"Category": "Build", "Owner": "AWS", "Provider": "CodeBuild", "Version": "1"}
    configuration = action["Configuration"]
    assert configuration["ProjectName"] == {"Ref": "BuildProject"}
    assert json.loads(configuration["EnvironmentVariables"]) == [
        {"name": "PIPELINE_EXECUTION_ID", "value": "#{codepipeline.PipelineExecutionId}", "type": "PLAINTEXT"},
        {"name": "RELEASE", "value": "#{variables.RELEASE}", "type": "PLAINTEXT"},
    ]
    assert [(variable["Name"], variable["DefaultValue"]) for variable in _body(BY_TAG)["Variables"]] == [
        ("RELEASE", "none")
    ]


def test_artifacts_are_in_our_bucket_under_our_key() -> None:
    assert _body(BY_TAG)["ArtifactStore"] == {
        "Type": "S3",
        "Location": "bucket",
        "EncryptionKey": {"Id": "key", "Type": "KMS"},
    }
    assert (_body(BY_TAG)["Name"], _body(BY_TAG)["RoleArn"]) == ("shop-prod", "role")
