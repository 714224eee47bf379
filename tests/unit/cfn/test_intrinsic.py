"""The intrinsic functions of every template."""

from __future__ import annotations

import pytest
from troposphere import Ref

from generator.cfn import intrinsic
from tests.unit.project import plain


@pytest.mark.parametrize(
    ("template", "made"),
    [
        ("shop-prod", "shop-prod"),
        ("a-${AWS::Region}", {"Fn::Sub": "a-${AWS::Region}"}),
        ("$a {b}", "$a {b}"),
        ("", ""),
    ],
)
def test_only_what_has_something_to_substitute_is_substituted(template: str, made: object) -> None:
    assert plain(intrinsic.text(template)) == made


def test_an_import() -> None:
    assert plain(intrinsic.imported("shop-VpcId")) == {"Fn::ImportValue": "shop-VpcId"}


def test_a_list_is_exported_as_one_string_and_imported_as_a_list_again() -> None:
    assert plain(intrinsic.exported_list([Ref("A"), "b"])) == {"Fn::Join": [",", [{"Ref": "A"}, "b"]]}
    assert plain(intrinsic.imported_list("x")) == {"Fn::Split": [",", {"Fn::ImportValue": "x"}]}


def test_a_zone_is_the_region_s_own() -> None:
    assert plain(intrinsic.zone(2)) == {"Fn::Select": [2, {"Fn::GetAZs": ""}]}
