"""Every valid spec is read, and means the same in whatever YAML it is written."""

from __future__ import annotations

import json

from hypothesis import given

from generator.spec.loader import load
from tests.strategies.spec import dump, specs
from tests.strategies.word import Data


@given(specs())
def test_a_valid_spec_is_one_project_an_environment(data: Data) -> None:
    spec = load(dump(data), "spec.yaml")
    assert [project.environment.name for project in spec.projects] == list(data["environments"])
    assert {project.name for project in spec.projects} == {data["project"]}


@given(specs())
def test_block_style_flow_style_and_json_mean_the_same(data: Data) -> None:
    block = load(dump(data), "spec.yaml")
    assert load(dump(data, flow=True), "spec.yaml") == block
    assert load(json.dumps(data, ensure_ascii=False), "spec.yaml") == block
    assert load(dump(data).replace("\n", "\r\n"), "spec.yaml") == block
