"""Images and machines of CodeBuild are known, and what AWS may add is no error."""

from __future__ import annotations

import pytest

from generator.gate.rules.build.build_machine import RULE as MACHINE
from generator.gate.system import System
from generator.problems import Severity
from tests.unit.gate.judged import subject


def _machine(**environment: str) -> list[str]:
    project = {"Type": "AWS::CodeBuild::Project", "Properties": {"Environment": environment}}
    return [problem.message for problem in MACHINE.problems(System((subject({"Project": project}),)))]


@pytest.mark.parametrize(
    "image",
    [
        "aws/codebuild/standard:7.0",
        "aws/codebuild/standard:7.0-24.10.29",
        "aws/codebuild/amazonlinux2-x86_64-standard:3.0",
        "aws/codebuild/amazonlinux-x86_64-lambda-standard:nodejs24",
        "aws/codebuild/amazonlinux2-x86_64-standard:corretto11",
        "aws/codebuild/docker:17.09.0",
        "aws/codebuild/eb-nodejs-6.10.0-amazonlinux-64:4.0.0",
        "aws/codebuild/windows-base:2022-1.0",
        "aws/codebuild/macos-arm-base:15",
        "aws/codebuild/ami/amazonlinux-x86_64-base:latest",
        "public.ecr.aws/codebuild/amazonlinux2-x86_64-standard:5.0",
        "node:22",
    ],
)
def test_an_image_that_there_is(image: str) -> None:
    assert _machine(Image=image) == []


@pytest.mark.parametrize("image", ["aws/codebuild/standard:7", "aws/codebuild/standard:9.0", "aws/codebuild/node:22.1"])
def test_an_image_that_there_is_not(image: str) -> None:
    assert len(_machine(Image=image)) == 1


def test_machines_of_lambda_are_for_projects_on_it() -> None:
    assert _machine(Type="LINUX_LAMBDA_CONTAINER", ComputeType="BUILD_LAMBDA_2GB") == []
    assert len(_machine(Type="LINUX_CONTAINER", ComputeType="BUILD_LAMBDA_2GB")) == 1
    assert len(_machine(Type="LINUX_LAMBDA_CONTAINER", ComputeType="BUILD_GENERAL1_SMALL")) == 1


def test_a_newer_image_may_be_there_by_now() -> None:
    project = {
        "Type": "AWS::CodeBuild::Project",
        "Properties": {"Environment": {"Image": "aws/codebuild/standard:9.0"}},
    }
    assert [each.severity for each in MACHINE.problems(System((subject({"Project": project}),)))] == [Severity.WARNING]
