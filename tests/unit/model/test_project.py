"""The project's tags and names."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.unit.project import project, shared


@pytest.mark.parametrize(
    ("tags", "result"),
    [
        ({}, {"Project": "shop", "Environment": "prod"}),
        ({"team": "a"}, {"Project": "shop", "Environment": "prod", "team": "a"}),
    ],
)
def test_the_tags_of_a_resource_are_ours_and_the_spec_s(tags: Mapping[str, str], result: Mapping[str, str]) -> None:
    assert project(tags=tags).resource_tags == result


def test_the_tags_of_what_nobody_may_change_are_not_the_spec_s() -> None:
    assert project(tags={"team": "a"}).fixed_tags == {"Project": "shop", "Environment": "prod"}


def test_what_is_shared_belongs_to_no_environment() -> None:
    assert shared(tags={"team": "a"}).resource_tags == {"Project": "shop", "team": "a"}


def test_a_project_names_its_things_after_itself_and_its_environment() -> None:
    assert project().names.base == "shop-prod"
