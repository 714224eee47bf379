"""What CloudFormation's handlers call to make, read, change, delete and list a resource of each type, as AWS says.

``handlers.json`` is an extract of the permissions in AWS's resource provider schemas
(https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html#schema-properties-handlers),
of the types that our templates hold and no others: each source with its date, and of a later one what the ones before
it do not have. cfn-lint's copy of the schemas lacks them. ``make handlers SOURCE=...`` compares it with newer schemas.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pkgutil import get_data


@cache
def handlers() -> Mapping[str, Mapping[str, str]]:
    """Resource type -> action -> the handlers that call it, a space between them, ``tagging`` among them."""
    text = get_data("generator.cfn", "handlers.json")
    assert text is not None, "a package on disk or in an archive always gives its data"
    found: dict[str, dict[str, str]] = {}
    for source in json.loads(text)["sources"]:
        for resource_type, actions in source["handlers"].items():
            found.setdefault(resource_type, {}).update(actions)
    return found
