"""Every resource of a stack, found again through its own service."""

from __future__ import annotations

from collections.abc import Iterator

from tests.deploy.account import Account, Template
from tests.deploy.comparison import differences
from tests.deploy.found.catalog import ROWS


def lost(account: Account, stack: str, template: Template) -> Iterator[str]:
    """Whatever a template says that is not so."""
    known = account.resolution(stack, template)
    made = account.resources(stack)
    bodies = {
        name: resource for name, resource in template["Resources"].items() if known.holds(resource.get("Condition"))
    }
    assert set(made) == set(bodies), stack
    for name, resource in bodies.items():
        row = ROWS[resource["Type"]]
        properties = known.value(resource.get("Properties", {}))
        said = {key: value for key, value in properties.items() if key not in row.unseen}
        found = row.find(account.client, made[name], properties)
        for difference in differences(said, found.shown):
            yield f"{stack} {name} ({resource['Type']}) {difference}"
