"""Files of every kind in which nothing stands at the key that the kind is known by: an error at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.app.handwritten.given import Sort
from generator.app.handwritten.judgement import judge
from generator.app.handwritten.run import read
from generator.gate import cfn_lint
from generator.gate.kind import INPUTS, Kind
from generator.problems import Severity

_INPUTS = ["{" + ", ".join(f'"{key}": null' for key in sorted(each.keys)) + "}" for each in INPUTS]
_FILES: dict[Kind, list[tuple[str, str]]] = {
    Kind.TEMPLATE: [
        ("a.yaml", "Resources:\n"),
        ("a.yaml", "Resources: {}\n"),
        ("a.json", '{"AWSTemplateFormatVersion": "2010-09-09", "Resources": null}'),
    ],
    Kind.APPSPEC: [("appspec.yaml", "version: 0.0\nResources:\n"), ("appspec.yaml", "version: 0.0\nresources:\n")],
    Kind.TASK_DEFINITION: [
        ("a.json", '{"taskDefinition": null}'),
        ("a.json", '{"taskDefinition": {}, "tags": null, "containerDefinitions": null}'),
        ("a.json", '{"containerDefinitions": null}'),
        ("taskdef.json", "{}"),
    ],
    Kind.BUILDSPEC: [("a.yml", "version: 0.2\nphases:\n"), ("buildspec.yml", "version: 0.2\nphases:\n")],
    Kind.IMAGE_DETAIL: [("imageDetail.json", '{"ImageURI": null}')],
    Kind.IMAGE_DEFINITIONS: [("a.json", '[{"name": "a", "imageUri": null}]'), ("imagedefinitions.json", "[]")],
    Kind.API_INPUT: [
        *(("a.json", text) for text in _INPUTS),
        ("a.json", '{"deploymentGroupInfo": {}}'),
    ],
    Kind.PARAMETERS: [("a.json", '[{"ParameterKey": null}]'), ("a.json", '{"Parameters": null}')],
    Kind.STACK_POLICY: [("stack-policy.json", '{"Statement": null}')],
    Kind.POLICY: [("a.json", '{"Statement": null}'), ("a.json", '{"Version": "2012-10-17", "Statement": null}')],
    Kind.WORKFLOW: [("a.yml", "on: push\njobs:\n"), (".github/workflows/a.yml", "on:\njobs: {}\n")],
    Kind.RULESET: [("a.json", '{"rules": null, "target": null}'), ("a.json", '{"enforcement": null, "rules": null}')],
    Kind.DOCKERFILE: [("Dockerfile", "")],
    Kind.DEPENDABOT: [(".github/dependabot.yml", "version: 2\nupdates:\n")],
}
_CASES = [(kind, *each) for kind, files in _FILES.items() for each in files]


def test_all_kinds_are_here_but_one_that_may_be_empty() -> None:
    assert set(Kind) - _FILES.keys() == {Kind.CODEOWNERS}


@pytest.mark.parametrize(("kind", "name", "text"), _CASES)
def test_it_is_an_error(tmp_path: Path, kind: Kind, name: str, text: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    given = read([str(path)])
    assert [(each.sort, each.kind) for each in given] == [(Sort.JUDGED, kind)]
    assert any(each.severity is Severity.ERROR for each in judge(given, cfn_lint.lint).problems)


@pytest.mark.parametrize(
    "text", ['{"taskDefinition": null, "cluster": "a"}', '{"phases": null, "moon": 1}', '{"Parameters": null, "x": 1}']
)
def test_what_may_be_of_another_program_is_of_no_kind(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text)
    assert [each.sort for each in read([str(tmp_path)])] == [Sort.UNKNOWN]
