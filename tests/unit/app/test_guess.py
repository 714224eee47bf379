"""Likely answers for a first spec."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import naming
from generator.app import guess


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://github.com/acme/shop.git\n", "acme/shop"),
        ("https://github.com/acme/shop", "acme/shop"),
        ("https://token@github.com/acme/shop/", "acme/shop"),
        ("git@github.com:acme/shop.git", "acme/shop"),
        ("ssh://git@github.com/acme/shop.js.git", "acme/shop.js"),
        ("ssh://git@ssh.github.com:443/acme/shop.git", "acme/shop"),
        ("https://gitlab.com/acme/shop.git", None),
        ("https://example.com/github.com/acme/shop", None),
        ("/srv/git/shop.git", None),
        ("", None),
    ],
)
def test_repository(address: str, expected: str | None) -> None:
    assert guess.repository(address) == expected


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("shop", "shop"),
        ("My Shop", "my-shop"),
        ("--9 lives__", "lives"),
        ("123", "my-microservice"),
        ("商店", "my-microservice"),
    ],
)
def test_project(folder: str, expected: str) -> None:
    assert guess.project(folder) == expected


@given(st.text())
def test_a_guessed_project_always_fits(folder: str) -> None:
    name = guess.project(folder)
    assert all(len(each.text) <= each.limit for each in naming.Names(name, "prod").physical())


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "us-west-2"),
        ({"AWS_DEFAULT_REGION": "eu-west-1"}, "eu-west-1"),
        ({"AWS_DEFAULT_REGION": "eu-west-1", "AWS_REGION": "eu-north-1"}, "eu-north-1"),
    ],
)
def test_region(environment: dict[str, str], expected: str) -> None:
    assert guess.region(environment) == expected
