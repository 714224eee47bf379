"""What a file is, is told by what is in it; by its name where that is all."""

from __future__ import annotations

from typing import Any

import pytest

from generator.gate.kind import Kind, kind_of

STATEMENT = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ({"Resources": {"A": {"Type": "AWS::S3::Bucket"}}}, Kind.TEMPLATE),
        ({"version": 0.0, "Resources": [{"TargetService": {}}]}, Kind.APPSPEC),
        ({"version": 0.0, "resources": [{"TargetService": {}}]}, Kind.APPSPEC),
        ({"version": 0.0, "os": "linux", "files": []}, Kind.APPSPEC),
        ({"family": "shop", "containerDefinitions": []}, Kind.TASK_DEFINITION),
        ({"taskDefinition": {"containerDefinitions": []}}, Kind.TASK_DEFINITION),
        ({"version": 0.2, "phases": {}}, Kind.BUILDSPEC),
        ({"ImageURI": "x"}, Kind.IMAGE_DETAIL),
        ([{"name": "shop", "imageUri": "x"}], Kind.IMAGE_DEFINITIONS),
        ({"Statement": [{"Effect": "Allow", "Action": "Update:*"}]}, Kind.STACK_POLICY),
        ({"Statement": [STATEMENT]}, Kind.POLICY),
        ({"on": "push", "jobs": {}}, Kind.WORKFLOW),
        ({True: "push", "jobs": {}}, Kind.WORKFLOW),
        ({"target": "tag", "enforcement": "active", "rules": []}, Kind.RULESET),
        ({"pipeline": {"stages": []}}, Kind.API_INPUT),
        ({"deploymentGroupName": "shop", "serviceRoleArn": "x"}, Kind.API_INPUT),
        ({"version": 2, "updates": [{"package-ecosystem": "npm"}]}, Kind.DEPENDABOT),
        ({"Version": "2012-10-17", "Statment": []}, Kind.POLICY),
        ({"enforcement": "active", "rules": "x"}, Kind.RULESET),
        ({"pipeline": [{"$match": {}}]}, None),
        ({"services": {"web": {"image": "nginx"}}}, None),
        ({"apiVersion": "v1", "kind": "Service"}, None),
        ("words", None),
        (None, None),
    ],
)
def test_by_what_is_in_it(data: Any, kind: Kind | None) -> None:
    assert kind_of("some/file.txt", data, "") == kind


@pytest.mark.parametrize(
    ("path", "text", "kind"),
    [
        ("a/Dockerfile", "", Kind.DOCKERFILE),
        ("a/api.Dockerfile", "", Kind.DOCKERFILE),
        ("a/image", "# built nightly\nARG TAG=1\nFROM node:$TAG\n", Kind.DOCKERFILE),
        ("a/image", "FROM --platform=linux/arm64 node:22 AS build", Kind.DOCKERFILE),
        ("a/hook.py", "from __future__ import annotations\n", None),
        ("a/letter", "From me to you\n", None),
        (".github/CODEOWNERS", "* @acme\n", Kind.CODEOWNERS),
        ("taskdef-prod.json", "", Kind.TASK_DEFINITION),
        (".github/dependabot.yml", "", Kind.DEPENDABOT),
        (".github/workflows/a.yml", "", Kind.WORKFLOW),
        ("github/rulesets/main.json", "", Kind.RULESET),
        ("Dockerfile.dockerignore", "", None),
        ("README.md", "# Hello\n", None),
    ],
)
def test_by_its_text_and_name(path: str, text: str, kind: Kind | None) -> None:
    assert kind_of(path, None, text) == kind
