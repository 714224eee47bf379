"""The name of a repository, from each way in which its address is written."""

from __future__ import annotations

import pytest

from generator.github_address import repository


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
def test_an_address_has_a_name(address: str, expected: str | None) -> None:
    assert repository(address) == expected
