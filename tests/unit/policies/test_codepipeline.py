"""The pipeline's role: fetches the source, starts the build, asks a person, starts the release."""

from __future__ import annotations

import pytest
from awacs import s3
from troposphere import GetAtt, ImportValue

from generator.policies import codepipeline
from generator.policies.statement import allow
from tests.unit.policies.table import ARTIFACTS, KEY, KEY_USE, Rule, regional, table
from tests.unit.project import environment, service

RELEASE = [allow("Release", [s3.GetObject], ["x"])]
APPROVAL = {"AskForApproval": Rule("sns:Publish", regional("sns", "shop-prod-notifications"))}
ALWAYS = {
    "UseConnection": Rule(
        "codeconnections:UseConnection codestar-connections:UseConnection", "Fn::ImportValue shop-github-ConnectionArn"
    ),
    "ArtifactBucket": Rule("s3:GetBucketAcl s3:GetBucketLocation s3:GetBucketVersioning", ARTIFACTS),
    "Artifacts": Rule("s3:GetObject s3:GetObjectVersion s3:PutObject", f"{ARTIFACTS}/*"),
    "SourceArtifact": Rule("s3:PutObjectAcl", f"{ARTIFACTS}/*"),
    "ArtifactKey": Rule(KEY_USE, KEY),
    "Build": Rule(
        "codebuild:BatchGetBuilds codebuild:StartBuild",
        f"{regional('codebuild', 'project/shop-prod')} {regional('codebuild', 'project/shop-prod_admit')}",
    ),
}


@pytest.mark.parametrize(("approval", "more"), [(False, {}), (True, APPROVAL)])
def test_the_pipeline_may_do_what_its_actions_call(approval: bool, more: dict[str, Rule]) -> None:
    made = codepipeline.permissions(
        service(environment=environment(approval=approval)),
        ImportValue("shop-github-ConnectionArn"),
        GetAtt("Key", "Arn"),
        RELEASE,
    )
    assert table(made) == {**ALWAYS, **more, "Release": Rule("s3:GetObject", "x")}
