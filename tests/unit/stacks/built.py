"""A stack's template as plain data, for the tests of one stack each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from generator.model.service import Service
from generator.stacks.stack import EnvironmentStack, ServiceStack


@dataclass(frozen=True)
class Built:
    """A template, and short ways into it."""

    data: dict[str, Any]

    @property
    def ids(self) -> list[str]:
        """The logical ids, in the template's order."""
        return list(self.data["Resources"])

    @property
    def outputs(self) -> dict[str, Any]:
        """Output -> value."""
        return {name: output["Value"] for name, output in self.data["Outputs"].items()}

    def __getitem__(self, logical_id: str) -> Any:
        return self.data["Resources"][logical_id]["Properties"]


def built(stack: ServiceStack | EnvironmentStack, service: Service) -> Built:
    """The stack's template for a service, or for the environment that it is in."""
    made = stack.template(service.project) if isinstance(stack, EnvironmentStack) else stack.template(service)
    return Built(made.to_dict())


def imported(stack: str, output: str) -> dict[str, str]:
    """The shop's output of another stack."""
    return {"Fn::ImportValue": f"shop-prod-{stack}-{output}"}
