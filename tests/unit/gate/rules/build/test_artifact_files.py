"""What a deploy action reads is looked for in the artifact that it reads, under the name that it has there."""

from __future__ import annotations

import pytest

from generator.gate import example
from generator.gate.rules.build.artifact_files import RULE

_SYSTEM = """
 Resources:
   Pipeline:
     Type: AWS::CodePipeline::Pipeline
     Properties:
       Stages:
         - Name: Source
           Actions:
             - Name: Source
               ActionTypeId: {{Category: Source, Owner: AWS, Provider: CodeStarSourceConnection, Version: "1"}}
               OutputArtifacts: [{{Name: Source}}]
         - Name: Build
           Actions:
             - Name: Build
               ActionTypeId: {{Category: Build, Owner: AWS, Provider: CodeBuild, Version: "1"}}
               Configuration: {{ProjectName: shop}}
               InputArtifacts: [{{Name: Source}}]
               OutputArtifacts: [{{Name: Built}}]
         - Name: Deploy
           Actions:
             - Name: Deploy
               ActionTypeId: {{Category: Deploy, Owner: AWS, Provider: CodeDeployToECS, Version: "1"}}
               InputArtifacts: [{{Name: Source}}, {{Name: Built}}]
               Configuration:
                 TaskDefinitionTemplateArtifact: Built
                 AppSpecTemplateArtifact: {appspec}
 buildspec.yml:
   version: 0.2
   phases: {{build: {{commands: [make]}}}}
   artifacts: {artifacts}
"""


def _said(appspec: str, artifacts: str) -> list[str]:
    [system] = example.bad(_SYSTEM.format(appspec=appspec, artifacts=artifacts))
    return [problem.message for problem in RULE.problems(system)]


@pytest.mark.parametrize(
    ("appspec", "artifacts"),
    [
        ("Source", "{files: [taskdef.json]}"),
        ("Source", "{files: [shop/taskdef.json], discard-paths: yes}"),
        ("Built", "{files: [shop/taskdef.json, shop/appspec.yaml], discard-paths: true}"),
        ("Built", "{files: [taskdef.json, appspec.yaml]}"),
    ],
)
def test_what_is_there_is_found(appspec: str, artifacts: str) -> None:
    assert _said(appspec, artifacts) == []


@pytest.mark.parametrize(
    ("appspec", "artifacts", "name"),
    [
        ("Built", "{files: [taskdef.json]}", "appspec.yaml"),
        ("Source", "{files: [shop/taskdef.json]}", "taskdef.json"),
        ("Source", "{files: [shop/taskdef.json], discard-paths: no}", "taskdef.json"),
    ],
)
def test_what_is_not_is_missed(appspec: str, artifacts: str, name: str) -> None:
    [message] = _said(appspec, artifacts)
    assert f"does not hand over {name}" in message
