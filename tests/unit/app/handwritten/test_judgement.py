"""A project of canaryform's is whole when every template that its manifest lists is there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.app.handwritten import run
from generator.app.handwritten.judgement import judge

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
