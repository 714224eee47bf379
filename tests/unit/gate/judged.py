"""A template as the gate sees it, for the tests of one check each."""

from __future__ import annotations

from typing import Any

from generator.cfn import yaml
from generator.gate.subject import Subject
from generator.problems import Location

RESOURCE = Location("shop.yaml", 7, 3, "service")
FILE = Location("shop.yaml")


def subject(resources: dict[str, Any], outputs: dict[str, Any] | None = None, stack: str = "shop-prod-x") -> Subject:
    """A template of these resources; every one of them comes from line 7 of the spec."""
    data: dict[str, Any] = {"AWSTemplateFormatVersion": "2010-09-09", "Description": "a test", "Resources": resources}
    if outputs:
        data["Outputs"] = outputs
    return Subject(
        path="shop/prod/x.yaml",
        stack=stack,
        text=yaml.dump(data),
        data=data,
        regions=("us-west-2",),
        origins=dict.fromkeys(resources, RESOURCE),
        origin=FILE,
    )
