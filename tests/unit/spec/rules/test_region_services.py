"""Regions without what every project needs."""

from __future__ import annotations

import pytest
from cfnlint.helpers import REGIONS
from cfnlint.schema import PROVIDER_SCHEMA_MANAGER

from generator.spec.rules.region_services import MISSING, RULE
from tests.golden.case import CASES
from tests.unit.spec.rules.conftest import Find


@pytest.mark.parametrize(
    ("lines", "override", "paths"),
    [
        ("", "", []),
        ("", "region: il-central-1", ["environments.prod.region"]),
        ("", "region: eu-central-1", []),
    ],
)
def test_where_it_complains(find: Find, lines: str, override: str, paths: list[str]) -> None:
    assert [path for path, _ in find(RULE, lines, override)] == paths


def test_it_knows_every_region_that_lacks_a_resource_type_of_ours() -> None:
    ours = {
        resource["Type"]
        for case in CASES.values()
        for subject in case.build().subjects
        for resource in subject.data["Resources"].values()
    }
    lacking = {
        region: {name.split("::")[1] for name in ours - set(PROVIDER_SCHEMA_MANAGER.get_resource_types(region))}
        for region in REGIONS
    }
    assert {region: set(names) for region, names in lacking.items() if names} == {
        region: set(names) for region, names in MISSING.items()
    }
