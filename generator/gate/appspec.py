"""An appspec -> the services that it releases to, also where it writes `resources` small, as AWS's page does.

https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from generator.gate.subject import Path, SideFile
from generator.gate.value import mapping, mappings


class Target(NamedTuple):
    """One entry of an appspec's resources."""

    path: Path
    """Where it stands."""
    data: Mapping[str, Any]

    @property
    def properties(self) -> Mapping[str, Any]:
        """What is released, and how."""
        return mapping(self.data, "Properties")


def targets(appspec: SideFile) -> Iterator[Target]:
    """All of them; there should be one."""
    for key in ("Resources", "resources"):
        for index, item in enumerate(mappings(appspec.data, key)):
            for name, resource in item.items():
                yield Target((key, index, str(name)), mapping(resource))


def is_for_servers(appspec: SideFile) -> bool:
    """Whether it copies files to machines, as an appspec for EC2 does."""
    return not {"Resources", "resources"} & mapping(appspec.data).keys() and bool(
        {"os", "files", "permissions"} & mapping(appspec.data).keys()
    )
