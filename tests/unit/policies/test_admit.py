"""The admission's role: clones main, reads which tag it is, and writes its log."""

from __future__ import annotations

from troposphere import GetAtt, ImportValue

from generator.policies import admit
from tests.unit.policies.table import ARTIFACTS, KEY, KEY_USE, Rule, regional, table
from tests.unit.project import plain, service


def test_it_reads_and_changes_nothing_but_its_log() -> None:
    made = admit.permissions(service(), ImportValue("shop-github-ConnectionArn"), GetAtt("Key", "Arn"))
    through_logs = {"StringEquals": {"kms:ViaService": "logs.REGION.SUFFIX"}}
    assert table(made) == {
        "WriteLogs": Rule(
            "logs:CreateLogStream logs:PutLogEvents", regional("logs", "log-group:/codebuild/shop-prod:*")
        ),
        "LogKey": Rule(KEY_USE.removeprefix("kms:Decrypt "), KEY, through_logs),
        "ArtifactBucket": Rule("s3:GetBucketAcl s3:GetBucketLocation", ARTIFACTS),
        "Artifacts": Rule("s3:GetObject s3:GetObjectVersion", f"{ARTIFACTS}/*"),
        "ArtifactKey": Rule("kms:Decrypt", KEY),
        "UseConnection": Rule(
            "codeconnections:UseConnection codestar-connections:UseConnection",
            "Fn::ImportValue shop-github-ConnectionArn",
        ),
        "ReadTrigger": Rule("codepipeline:ListActionExecutions", regional("codepipeline", "shop-prod")),
    }


def test_the_admission_project_takes_it_on_and_the_build_does_not() -> None:
    [statement] = plain(admit.trust(service()))["Statement"]
    source = statement["Condition"]["ArnLike"]["aws:SourceArn"]["Fn::Sub"]
    assert source.endswith(":project/shop-prod_admit")
