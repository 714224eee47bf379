"""Lets the pipeline be deployed only once somebody has authorised the connection to GitHub.

A pipeline that is made before does not start on tags and pushes: https://github.com/pulumi/pulumi-aws/issues/2167.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.app.deploy.progress import Progress, State, Tell
from generator.app.deploy.schedule import Pace
from generator.app.run.target import Target
from generator.errors import OutsideError
from generator.live.client import Aws, AwsError
from generator.live.connection import AVAILABLE, Connection, connection, connection_arn
from generator.model.project import Project

PENDING = "PENDING"


class PendingError(OutsideError):
    """Nobody has authorised the connection yet."""

    def __init__(self, stack: str, found: Connection) -> None:
        self.connection = found
        super().__init__(
            f"{stack} waits",
            f"the connection {found.name or found.arn} to GitHub is {found.status}; {how_to_authorise(found)}",
            "then run the same command again: it deploys what is left. With --wait it would have waited",
        )


@dataclass(frozen=True)
class ConnectionGate:
    """Asks for the connection's state; ``is_patient`` waits for as long as it takes."""

    aws: Aws
    project: Project
    tell: Tell
    pace: Callable[[], Pace]
    is_patient: bool = False

    def invite(self, stack: str) -> None:
        """Say what there is to do for a person, as soon as there is."""
        found = self._ask(stack)
        if found and found.status == PENDING:
            note = f"{how_to_authorise(found)}; meanwhile the other stacks are deployed"
            self.tell(Progress(stack, State.CREATED, note=note))

    def pass_by(self, stack: str) -> None:
        """Return once the connection is good for the pipeline ``stack``. Raises PendingError."""
        pace, is_told = self.pace(), False
        while True:
            found = self._ask(stack)
            if found is None or found.status == AVAILABLE:
                return
            if not self.is_patient:
                raise PendingError(stack, found)
            if not is_told:
                self.tell(Progress(stack, State.PENDING, note=f"{how_to_authorise(found)}; waits for that"))
                is_told = True
            pace()

    def _ask(self, stack: str) -> Connection | None:
        """None when nobody can tell: then AWS will, when the pipeline is made."""
        try:
            arn = connection_arn(self.aws, self.project)
            return connection(self.aws, arn) if arn else None
        except AwsError as error:
            if not error.is_denied:
                raise
            note = "codeconnections:GetConnection is missing: nobody knows whether GitHub is authorised"
            self.tell(Progress(stack, State.PREPARING, note=note))
            return None


def foreign_refusal(target: Target) -> OutsideError | None:
    """Why the spec's connection is of no use here, where it is another account's and not shared with this one."""
    arn = target.project.connection
    owner = arn.split(":")[4] if arn else ""
    if not arn or owner == target.caller.account:
        return None
    try:
        connection(target.aws, arn)
    except AwsError as error:
        region, here = target.aws.region, target.caller.account
        return OutsideError(
            f"cannot deploy {target.project.environment.name}",
            f"the connection {arn} belongs to the account {owner}, and {here} may not use it: {error.why}",
            f"name one of this account: aws codeconnections list-connections --region {region} "
            "--provider-type-filter GitHub; or leave `connection` out of the spec, and one is made",
        )
    return None


def how_to_authorise(found: Connection) -> str:
    """Where a person does it, since no program can: https://github.com/aws/aws-sdk/issues/408."""
    return f'open {found.console_url}, choose {found.name or found.arn} and "Update pending connection"'
