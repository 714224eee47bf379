"""The stack ``pipeline``."""

from __future__ import annotations

from generator.stacks.pipeline import PIPELINE
from tests.unit.project import BRANCH, CONNECTION, environment, service
from tests.unit.stacks.built import built, imported


def test_from_a_push_or_a_tag_to_a_release() -> None:
    made = built(PIPELINE, service())
    kept = ["BuildLogGroup"]
    assert made.ids == [*kept, "BuildProject", "AdmissionProject", "Pipeline"]
    assert built(PIPELINE, service(environment=environment(trigger=BRANCH))).ids == [*kept, "BuildProject", "Pipeline"]
    assert made.outputs == {
        "PipelineName": {"Ref": "Pipeline"},
        "PipelineUrl": {
            "Fn::Sub": "https://${AWS::Region}.console.aws.amazon.com/codesuite/codepipeline/pipelines/"
            "${Pipeline}/view?region=${AWS::Region}"
        },
    }


def test_each_role_is_where_it_belongs() -> None:
    made = built(PIPELINE, service())
    assert made["Pipeline"]["RoleArn"] == imported("iam", "CodepipelineRoleArn")
    assert made["BuildProject"]["ServiceRole"] == imported("iam", "CodebuildRoleArn")
    by_name = "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/shop-prod-admit-${AWS::Region}"
    assert made["AdmissionProject"]["ServiceRole"] == {"Fn::Sub": by_name}, "it goes where a branch is the trigger"
    variables = {pair["Name"]: pair["Value"] for pair in made["BuildProject"]["Environment"]["EnvironmentVariables"]}
    assert variables["EXECUTION_ROLE_ARN"] == imported("iam", "ExecutionRoleArn")
    assert variables["TASK_ROLE_ARN"] == imported("iam", "TaskRoleArn")


def test_all_that_is_stored_is_encrypted_with_the_environment_s_key() -> None:
    made = built(PIPELINE, service())
    key = imported("base", "KeyArn")
    assert made["BuildLogGroup"]["KmsKeyId"] == made["BuildProject"]["EncryptionKey"] == key
    store = made["Pipeline"]["ArtifactStore"]
    assert (store["EncryptionKey"]["Id"], store["Location"]) == (key, imported("base", "ArtifactBucketName"))


def test_the_source_comes_by_the_connection_that_the_spec_names_or_ours() -> None:
    def connection(**overrides: str) -> object:
        return built(PIPELINE, service(**overrides))["Pipeline"]["Stages"][0]["Actions"][0]["Configuration"][
            "ConnectionArn"
        ]

    assert connection() == {"Fn::ImportValue": "shop-github-ConnectionArn"}
    assert connection(connection=CONNECTION) == CONNECTION


def test_an_approval_is_told_to_the_environment_s_topic() -> None:
    made = built(PIPELINE, service(environment=environment(approval=True)))
    [approve] = made["Pipeline"]["Stages"][3]["Actions"]
    assert approve["Configuration"]["NotificationArn"] == imported("base", "TopicArn")
