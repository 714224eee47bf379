"""AWS's schemas in cfn-lint's package are found, and say what replaces a resource."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.difference.schema import NOTHING, Schemas, is_hit
from tests.unit.difference.sides import spec_side


def test_every_type_that_we_generate_has_a_schema() -> None:
    schemas = Schemas("us-west-2")
    types = {resource.type for resource in spec_side().system.resources}
    assert len(types) > 25
    assert [name for name in types if schemas.of(name) is None] == []
    assert schemas.date > "2025"


def test_a_service_of_ecs_is_replaced_by_what_aws_says() -> None:
    schema = Schemas("us-west-2").of("AWS::ECS::Service")
    assert schema
    assert ("Cluster",) in schema.create_only
    assert schema.conditional == (("LaunchType",),)


@pytest.mark.parametrize("region", ["cn-north-1", "us-gov-west-1", "eusc-de-east-1"])
def test_every_region_has_its_own(region: str) -> None:
    assert Schemas(region).region == region


def test_what_is_not_there_is_unknown(tmp_path: Path) -> None:
    assert Schemas("us-west-2").of("Custom::Thing") is None
    nothing = Schemas("us-west-2", tmp_path)
    assert nothing.of("AWS::S3::Bucket") is None
    assert nothing.date == ""


def test_a_region_without_schemas_has_those_of_another() -> None:
    assert Schemas("xx-nowhere-1").region == "us-east-1"


def test_lists_without_an_order_are_known_through_references() -> None:
    schema = Schemas("us-west-2").of("AWS::ECS::TaskDefinition")
    assert schema
    assert not schema.properties.child("ContainerDefinitions").has_order
    assert schema.properties.child("ContainerDefinitions").item().child("Command").has_order
    assert NOTHING.has_order


@pytest.mark.parametrize(
    ("path", "values", "is_replaced"),
    [
        (("Subnets",), (), True),
        (("Subnets", 0), (), True),
        (("Tags",), (), False),
        (("Options", "Engine"), (), True),
        (("Options",), ({"Size": 1}, None), False),
        (("Options",), ({"Engine": "x"}, None), True),
        (("Rules", 3, "Id"), (), True),
        (("Rules", 3, "Text"), (), False),
        (("Rules", 3), (None, {"Id": 1}), True),
        (("Rules",), (None, [{"Text": 1}]), False),
        (("Rules",), (None, [{"Id": 1}]), True),
    ],
)
def test_a_change_hits_what_is_at_it_around_it_or_in_it(
    path: tuple[str | int, ...], values: tuple[object, ...], is_replaced: bool
) -> None:
    pointers = (("Subnets",), ("Options", "Engine"), ("Rules", "*", "Id"))
    assert is_hit(pointers, path, *values) is is_replaced
