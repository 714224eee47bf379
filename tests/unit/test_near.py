"""A word that was mistyped is recognised, and one that means nothing is not."""

from __future__ import annotations

from generator.near import nearest, unknown


def test_the_nearest_is_meant() -> None:
    assert nearest("apj", ["main", "api"]) == "api"
    assert nearest("xyz", ["main", "api"]) == ""


def test_what_is_said() -> None:
    assert unknown("service", "apj", ["main", "api"], "prod") == (
        "No service of prod is called 'apj'. Did you mean 'api'? There are: main, api."
    )
    assert unknown("environment", "xyz", ["dev", "dev"]) == "No environment is called 'xyz'. There are: dev."
