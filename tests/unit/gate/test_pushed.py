"""A build's commands and variables say to which repository it pushes."""

from __future__ import annotations

import pytest

from generator.gate.pushed import pushed
from generator.gate.system import System
from tests.unit.gate.judged import subject

REGISTRY = {"Fn::Sub": "${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}"}


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ('docker push "$REGISTRY/$REPOSITORY:$TAG"', ["shop"]),
        ("docker push ${REGISTRY}/team/api:1.0.0", ["team/api"]),
        ('IMAGE="$REGISTRY/$REPOSITORY"\ndocker push $IMAGE:1', ["shop"]),
        ("docker push $REGISTRY/$NAME:1", ["*"]),
        ('NAME="$(cat name)"\ndocker push $REGISTRY/$NAME:1', ["*"]),
        ("docker buildx build --push --tag $REGISTRY/shop:1 .", ["shop"]),
        ("docker push ghcr.io/acme/shop:1", []),
        ("docker push $REPO:1", ["made"]),
        ("docker build .", []),
    ],
)
def test_pushed(script: str, expected: list[str]) -> None:
    variables = [
        {"Name": "REGISTRY", "Value": REGISTRY},
        {"Name": "REPOSITORY", "Value": "shop"},
        {"Name": "REPO", "Value": {"Fn::GetAtt": ["Repository", "RepositoryUri"]}},
        {"Name": "NAME", "Type": "PARAMETER_STORE", "Value": "/name"},
    ]
    properties = {"Environment": {"EnvironmentVariables": variables}, "Source": {"BuildSpec": script}}
    system = System(
        (
            subject(
                {
                    "Build": {"Type": "AWS::CodeBuild::Project", "Properties": properties},
                    "Repository": {"Type": "AWS::ECR::Repository", "Properties": {"RepositoryName": "made"}},
                }
            ),
        )
    )
    [project] = system.of("AWS::CodeBuild::Project")
    assert pushed(system, project) == expected
