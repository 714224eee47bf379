"""A resource with a name that the template gives: it cannot be replaced while its name is taken, by itself."""

from __future__ import annotations

from collections.abc import Iterator

from generator.difference.change import Fate, ResourceChange
from generator.difference.comparison import Comparison
from generator.difference.consequence import Consequence
from generator.difference.fact import Fact, Reason
from generator.gate.resolve import NAMES
from generator.gate.value import at, text

_MAY_BE_TWICE = frozenset(
    # A family has revisions: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html
    # Connections of one name: https://docs.aws.amazon.com/codeconnections/latest/APIReference/API_CreateConnection.html
    {"AWS::ECS::TaskDefinition", "AWS::CodeConnections::Connection", "AWS::CodeStarConnections::Connection"}
)
_WITHIN = {"AWS::ECS::Service": "Cluster", "AWS::CodeDeploy::DeploymentGroup": "ApplicationName"}
"""The property that says among what a name is to be the only one."""


def _find(found: Comparison) -> Iterator[Reason]:
    for change in found.resources.values():
        name = _name(found, change)
        if name and change.fate is Fate.REPLACED:
            said = "it has to be replaced, and the name that the template gives it is taken, by itself"
            yield Reason(change, Consequence.REFUSED, said, "give it another name with the same change, or none")


def _name(found: Comparison, change: ResourceChange) -> str:
    """The name, where it is the same on both sides."""
    before, after = change.before, change.after
    if before is None or after is None or before.type != after.type or after.type in _MAY_BE_TWICE:
        return ""
    if after.type in _WITHIN and change.touches(_WITHIN[after.type]):
        return ""
    schema = found.schemas.of(after.type)
    key = NAMES.get(after.type) or (schema.identifier if schema else "")
    is_same = bool(key) and at(before.properties, key) == at(after.properties, key) and not change.touches(key)
    return text(after.properties, key) if is_same else ""


FACT = Fact(
    "custom-name",
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html",
    _find,
)
