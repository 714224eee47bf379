"""ECR repositories that are not made twice, and that a stack can take over: ministack's own would change the first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ministack.services.ecr as ecr
from ministack.services.cloudformation import provisioners

_TYPE = "AWS::ECR::Repository"


def mend() -> None:
    """Puts both around ministack's own entry of its table."""
    entry = provisioners._RESOURCE_HANDLERS[_TYPE]
    create = entry["create"]

    def create_once(logical_id: str, properties: dict[str, Any], stack: str) -> Any:
        name = properties["RepositoryName"]
        if name in ecr._repositories:
            raise ValueError(f"Resource of type '{_TYPE}' with identifier '{name}' already exists.")
        return create(logical_id, properties, stack)

    provisioners._RESOURCE_HANDLERS[_TYPE] = {**entry, "create": create_once, "import": _import}


def _import(identifier: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    name = identifier["RepositoryName"]
    found = ecr._repositories[name]
    return name, {"Arn": found["repositoryArn"], "RepositoryUri": found["repositoryUri"]}
