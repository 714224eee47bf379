"""Any two files or folders of CloudFormation are compared, whoever wrote them."""

from __future__ import annotations

import pytest

from tests.diff.workplace import SPEC, Workplace

_VPC = "Resources:\n  Vpc:\n    Type: AWS::EC2::VPC\n    Properties: {{CidrBlock: {cidr}, EnableDnsSupport: {dns}}}\n"
_OLD, _NEW = _VPC.format(cidr="10.0.0.0/16", dns="true"), _VPC.format(cidr="10.1.0.0/16", dns="true")


def test_two_templates_whatever_they_are_called(empty: Workplace) -> None:
    empty.write("old.yaml", _OLD)
    empty.write("new.template", _NEW)
    document = empty.diff("old.yaml", "new.template", "--json").document
    [effect] = document["effects"]
    assert (effect["verdict"], effect["subject"], effect["place"]) == ("replaced", "Vpc", "new.template:2:3")
    assert effect["changes"] == [{"property": "CidrBlock", "before": "10.0.0.0/16", "after": "10.1.0.0/16"}]
    assert "nothing changes" in empty.diff("old.yaml", "old.yaml").out


def test_yaml_and_json_of_one_template_are_the_same(empty: Workplace) -> None:
    empty.write("old.yaml", _OLD)
    empty.write(
        "new.json",
        '{"Resources": {"Vpc": {"Properties": {"EnableDnsSupport": "true", "CidrBlock": "10.0.0.0/16"}, '
        '"Type": "AWS::EC2::VPC"}}}',
    )
    assert "nothing changes" in empty.diff("old.yaml", "new.json").out


def test_two_folders_with_their_policies_and_order(empty: Workplace) -> None:
    empty.generate(folder="old")
    empty.generate(SPEC.replace("3000", "8080"), folder="new")
    document = empty.diff("old", "new/", "--json").document
    assert document["worst"] == "refused"
    reasons = {reason["text"] for effect in document["effects"] for reason in effect["reasons"]}
    assert "the stack policy denies Update:Replace" in reasons
    assert document["stop"]["refused"]
    inner = empty.diff("old/shop", "new/shop", "--json").document
    assert inner["stop"] == document["stop"], "a manifest's paths are its own, wherever one stands"


def test_two_specs_and_a_spec_with_a_folder(empty: Workplace) -> None:
    empty.write("old/shop.yaml", SPEC)
    empty.write("new/shop.yaml", SPEC.replace("cpu: 256, memory: 512", "cpu: 512, memory: 1024"))
    empty.generate(folder="out")
    assert "1 replaced, 1 next release" in empty.diff("old/shop.yaml", "new/shop.yaml").out
    assert "1 replaced, 1 next release" in empty.diff("out", "new/shop.yaml").out
    assert "1 replaced, 1 next release" in empty.diff("old", "new").out


def test_a_region_is_said_or_taken_from_the_manifest(empty: Workplace) -> None:
    empty.write("old.yaml", _OLD)
    assert "schemas for us-east-1" in empty.diff("old.yaml", "old.yaml").out
    assert "schemas for cn-north-1" in empty.diff("old.yaml", "old.yaml", "--region", "cn-north-1").out


def test_types_without_a_schema_are_counted_and_not_called_unchanged(empty: Workplace) -> None:
    for name, value in (("old.yaml", 1), ("new.yaml", 2)):
        empty.write(name, f"Resources:\n  It:\n    Type: Custom::Thing\n    Properties: {{A: {value}}}\n")
    result = empty.diff("old.yaml", "new.yaml")
    assert "1 unknown" in result.out
    assert "noticed" not in result.out, "since nobody knows"
    assert "of types without a schema: Custom::Thing (1)" in result.out
    assert result.code == 0
    assert empty.diff("old.yaml", "new.yaml", "--fail-on", "unknown").code == 1


def test_projects_that_have_nothing_to_do_with_each_other(empty: Workplace) -> None:
    empty.generate(folder="one")
    empty.generate(SPEC.replace("project: shop", "project: other"), folder="two")
    result = empty.diff("one", "two")
    assert (result.code, result.out) == (3, "")
    assert "they have no template in common" in result.err
    result = empty.diff("one/shop", "two/other")
    assert (result.code, result.out) == (3, "")
    assert "they have no stack in common: shop-prod" in result.err
    assert "the old ones stay until somebody deletes them" in result.err
    empty.write("a.yaml", _OLD)
    empty.write("b.yaml", _OLD.replace("Vpc:", "Other:"))
    assert "they have no resource in common" in empty.diff("a.yaml", "b.yaml").err


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Resources:\n  It: [\n", "new.yaml:3:1: error: cannot be read"),
        ("AWSTemplateFormatVersion: '2010-09-09'\nResources: {a: {b: }\n", "new.yaml:"),
        ("hello: world\n", "error: cannot compare new.yaml: it is neither a CloudFormation template nor a spec"),
        ("", "error: cannot compare new.yaml: it is neither"),
    ],
)
def test_a_file_that_is_no_template(empty: Workplace, text: str, says: str) -> None:
    empty.write("old.yaml", _OLD)
    empty.write("new.yaml", text)
    result = empty.diff("old.yaml", "new.yaml")
    assert result.code in (1, 3)
    assert says in result.err
    assert "Traceback" not in result.err


def test_every_template_that_cannot_be_read_is_told_at_once(empty: Workplace) -> None:
    empty.write("old/a.yaml", _OLD)
    for name in ("a", "b"):
        empty.write(f"new/{name}.yaml", "Resources:\n  It: [\n")
    result = empty.diff("old", "new")
    assert (result.code, result.out) == (1, "")
    assert "new/a.yaml:3:1" in result.err
    assert "new/b.yaml:3:1" in result.err


def test_what_is_not_there(empty: Workplace) -> None:
    empty.write("old.yaml", _OLD)
    (empty.folder / "empty").mkdir()
    assert "there is no such file or folder, and git knows no such commit" in empty.diff("old.yaml", "no.yaml").err
    assert "there is no CloudFormation template in it" in empty.diff("old.yaml", "empty").err
