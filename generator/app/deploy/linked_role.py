"""Stacks that are to be made -> the service-linked roles that they need, made first, since AWS would race with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from generator.app.deploy.desired import DesiredStack
from generator.app.deploy.progress import Progress, State, Tell
from generator.cfn.linked_role import linked_services
from generator.live.client import Aws, AwsError
from generator.live.linked_role import make_linked_role


@dataclass(frozen=True)
class LinkedRoles:
    """Makes what is missing, once for all stacks of a run."""

    aws: Aws
    tell: Tell
    make: Callable[[Aws, str], bool] = make_linked_role

    def prepare(self, stacks: Iterable[DesiredStack]) -> None:
        """Make the roles that the stacks need. What is refused is said, and left to AWS, which then makes them late."""
        needed: dict[str, DesiredStack] = {}
        for stack in stacks:
            for service in linked_services(stack.resources.values()):
                needed.setdefault(service, stack)
        for service, stack in needed.items():
            try:
                note = f"made the service-linked role of {service}" if self.make(self.aws, service) else ""
            except AwsError as error:
                note = f"the service-linked role of {service} could not be made beforehand: {error.why}"
            if note:
                self.tell(Progress(stack.name, State.WAITING, note=note))
