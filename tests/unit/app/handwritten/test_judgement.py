"""A project is whole when every template that its manifest lists is there; cfn-lint judges what AWS could take."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from generator.app.handwritten import run
from generator.app.handwritten.judgement import judge
from generator.gate.subject import Subject
from generator.problems import Problem

_TEMPLATE = '{"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}'


@pytest.mark.parametrize(("names", "count"), [(("a", "b"), 0), (("a",), 1)])
def test_a_template_that_the_manifest_lists_and_that_is_gone_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...], count: int
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = Path("shop/prod")
    folder.mkdir(parents=True)
    for name in names:
        (folder / f"{name}.json").write_text(_TEMPLATE, encoding="utf-8")
    stacks = [{"template": f"shop/prod/{name}.json", "regions": ["us-west-2"]} for name in ("a", "b")]
    manifest = json.dumps({"spec": "shop.yaml", "stacks": stacks})
    Path("shop/manifest.json").write_text(manifest, encoding="utf-8")
    found = judge(run.read(["shop"]), lambda _: ()).problems
    told = [problem for problem in found if problem.code == "manifest"]
    assert len(told) == count
    assert all("shop/prod/b.json" in problem.message for problem in told)


def _section(count: int, entry: Any) -> dict[str, Any]:
    return {f"E{number}": entry for number in range(count)}


def _topic(**more: Any) -> dict[str, Any]:
    return {"Topic": {"Type": "AWS::SNS::Topic", **more}}


_TOO_MANY: dict[str, tuple[int, Any]] = {
    "resources": (500, lambda count: {"Resources": _section(count, {"Type": "AWS::SNS::Topic"})}),
    "parameters": (200, lambda count: {"Parameters": _section(count, {"Type": "String"})}),
    "outputs": (200, lambda count: {"Outputs": _section(count, {"Value": "x"})}),
    "mappings": (200, lambda count: {"Mappings": _section(count, {"a": {"b": "c"}})}),
    "attributes": (200, lambda count: {"Mappings": {"M": _section(count, {"b": "c"})}}),
    "conditions": (300, lambda count: {"Conditions": _section(count, {"Fn::Equals": ["a", "b"]})}),
    "references": (5_000, lambda count: {"Resources": _topic(Metadata={"refs": [{"Ref": "Topic"}] * count})}),
    "dependencies": (5_000, lambda count: {"Resources": _topic(DependsOn=["Topic"] * count)}),
    "items": (1_000, lambda count: {"Resources": _topic(Properties={"Tags": [{"Key": "a"}] * count})}),
}


@pytest.mark.parametrize("kind", _TOO_MANY)
def test_what_is_more_than_the_limit_is_refused_at_its_place_and_never_given_to_cfn_lint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.chdir(tmp_path)
    most, made = _TOO_MANY[kind]
    asked: list[str] = []

    def lint(subjects: Iterable[Subject]) -> Iterable[Problem]:
        asked.extend(subject.path for subject in subjects)
        return ()

    for name, count in (("most", most), ("more", most + 1)):
        template = {"Resources": _topic(), **made(count)}
        Path(f"{name}.json").write_text(json.dumps(template, indent=0), encoding="utf-8")
    found = judge(run.read(["most.json", "more.json"]), lint).problems
    assert asked == ["most.json"]
    (problem,) = [each for each in found if each.code == "template-limits"]
    assert (problem.location.file, problem.hint) == ("more.json", "cfn-lint was not asked about this template")
    assert problem.location.line > most
    assert f"has {most + 1:,} " in problem.message
    assert f" {most:,}" in problem.message
