"""The template of a stack -> the templates by which parts of it leave, stay or come back without being touched.

CloudFormation touches no resource that leaves a stack with ``Retain``, nor one that joins it by an import, whatever
its template says of it: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/import-resources-manually.html
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

Template = Mapping[str, Any]
_HEAD = ("AWSTemplateFormatVersion", "Description", "Parameters", "Conditions")
_RETAIN = {"DeletionPolicy": "Retain"}
_UPDATE = {"Leaving": {"Type": "AWS::CloudFormation::WaitConditionHandle"}}
"""A resource that is nothing: with it, what changes a deletion policy alone is an update for certain."""


def kept_beside(wanted: Template, live: Template) -> Template:
    """What is wanted, with all that the stack has beside it: resources, and what it exports."""
    return {
        **wanted,
        **{key: {**live.get(key, {}), **wanted.get(key, {})} for key in ("Resources", "Outputs")},
    }


def retained(live: Template, ids: Collection[str]) -> Template:
    """The stack as it is, with resources that stay when they leave it."""
    kept = {name: _kept(body) if name in ids else body for name, body in live["Resources"].items()}
    return {**live, "Resources": {**kept, **_UPDATE}}


def are_retained(live: Template, ids: Collection[str]) -> bool:
    """Whether the stack deletes none of these resources when they leave it."""
    return all(live["Resources"][name].get("DeletionPolicy") == _RETAIN["DeletionPolicy"] for name in ids)


def without(live: Template, ids: Collection[str]) -> Template:
    """The stack as it is, without some of its resources."""
    gone = {*ids, *_UPDATE}
    return {**live, "Resources": {name: body for name, body in live["Resources"].items() if name not in gone}}


def joined(live: Template, wanted: Template, ids: Collection[str]) -> Template:
    """The stack as it is, with resources that it is to have; an import may bring no other change."""
    added = {name: _kept(wanted["Resources"][name]) for name in ids}
    return {**live, "Resources": {**live["Resources"], **added}}


def alone(wanted: Template, name: str, **properties: Any) -> Template:
    """A stack that begins with one resource, some of its properties as they are now and not as they will be."""
    body = wanted["Resources"][name]
    first = {**_kept(body), "Properties": {**body["Properties"], **properties}}
    parts = {
        key: wanted[key]
        for key in ("AWSTemplateFormatVersion", "Description", "Parameters", "Conditions")
        if key in wanted
    }
    return {**parts, "Resources": {name: {key: value for key, value in first.items() if key != "DependsOn"}}}


def of_type(template: Template, *types: str) -> tuple[str, ...]:
    """The logical ids of the resources of these types."""
    return tuple(name for name, body in template["Resources"].items() if body["Type"] in types)


def _kept(body: Mapping[str, Any]) -> dict[str, Any]:
    return {**body, **_RETAIN}
