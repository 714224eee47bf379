"""Names that stand for each other, twice each: what they are is not known, and soon."""

from __future__ import annotations

from typing import Any

import pytest

from generator.gate.resolve import Resolver
from generator.gate.subject import Subject
from generator.gate.value import Unknown
from generator.problems import Location


def _resolver(resources: dict[str, Any], outputs: dict[str, Any]) -> Resolver:
    data = {"Resources": resources, "Outputs": outputs}
    return Resolver([Subject("x.yaml", "x", "", data, ("us-west-2",), {}, Location("x.yaml", 0, 0, ""))])


def _export(name: str, value: Any) -> dict[str, Any]:
    return {name: {"Value": value, "Export": {"Name": name}}}


def _import(name: str) -> dict[str, str]:
    return {"Fn::ImportValue": name}


def test_exports_that_import_each_other_come_to_an_end() -> None:
    outputs = _export("a", [_import("b")] * 2) | _export("b", [_import("a")] * 2)
    assert isinstance(_resolver({}, outputs).resolve("x", {"A": _import("a")}), dict)


@pytest.mark.parametrize("times", [2, 40])
def test_a_text_that_doubles_is_not_known(times: int) -> None:
    outputs: dict[str, Any] = _export("n0", "x" * 1000)
    for index in range(1, 20):
        outputs |= _export(f"n{index}", {"Fn::Join": ["", [_import(f"n{index - 1}")] * times]})
    assert isinstance(_resolver({}, outputs).resolve("x", _import("n19")), Unknown)


def test_a_text_that_doubles_by_names_stays_short() -> None:
    resources: dict[str, Any] = {"N0": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "x" * 1000}}}
    for index in range(1, 18):
        name = {"Fn::Sub": f"${{N{index - 1}}}" * 3}
        resources[f"N{index}"] = {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": name}}
    assert len(str(_resolver(resources, {}).resolve("x", {"Fn::Sub": "${N17}"}))) < 2_000_000


def test_what_one_template_may_say_is_known() -> None:
    outputs = _export("a", "x" * 1000)
    many = [{"Fn::Join": ["-", [_import("a")] * 100]}] * 200
    assert _resolver({}, outputs).resolve("x", many) == ["-".join(["x" * 1000] * 100)] * 200
