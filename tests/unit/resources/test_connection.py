"""The GitHub connection."""

from __future__ import annotations

from generator.resources.connection import connection, connection_arn
from tests.unit.project import CONNECTION, plain, project, properties, shared


def test_the_connection_is_made_once_for_all_and_outlives_its_stack() -> None:
    made = connection(shared())
    assert properties(made) == {"ConnectionName": "shop", "ProviderType": "GitHub"}
    assert plain(made)["Type"] == "AWS::CodeConnections::Connection"
    assert plain(made)["DeletionPolicy"] == "RetainExceptOnCreate"


def test_a_connection_that_the_spec_names_goes_before_ours() -> None:
    assert connection_arn(project(), "made") == "made"
    assert connection_arn(project(connection=CONNECTION), "made") == CONNECTION
