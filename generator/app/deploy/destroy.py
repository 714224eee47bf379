"""An environment's stacks -> nothing but what is kept, the last stack first."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event, Lock

from generator.app.deploy.desired import DesiredStack, own, wanted
from generator.app.deploy.layout import refuse_other_layouts
from generator.app.deploy.leftover import physical_name
from generator.app.deploy.operation import Operations
from generator.app.deploy.progress import Progress, StackOutcome, State
from generator.app.deploy.schedule import MOST, run
from generator.app.run.batch import Result
from generator.errors import OutsideError
from generator.live.client import Aws
from generator.live.stack import LiveStack, StackResource, find_stack, set_termination_protection, stack_resources
from generator.model.project import Project

_USES_KEY = ("KmsKeyId", "KMSMasterKeyID")
"""The properties by which log groups and buckets name the key that encrypts them."""
_GONE = frozenset({"DELETE_COMPLETE"})


@dataclass(frozen=True)
class StackDeletion:
    """A stack that is to go."""

    stack: DesiredStack
    live: LiveStack
    lost: tuple[StackResource, ...]
    kept: tuple[StackResource, ...]
    """What stays when it is deleted, by its deletion policy."""

    @property
    def name(self) -> str:
        """The stack's name."""
        return self.stack.name


def deletion(aws: Aws, result: Result, project: Project) -> tuple[StackDeletion, ...]:
    """The environment's stacks that are there; those that it shares too, when no other environment uses them.

    Raises LayoutError where one has another layout: what else that has, and what it keeps, is not known.
    """
    stacks = wanted(result.build, project)
    others = [other for other in result.build.projects if other is not project and other.region == project.region]
    with ThreadPoolExecutor(MOST) as pool:
        used = [stack for other in others for stack in own(wanted(result.build, other))]
        if any(pool.map(lambda stack: find_stack(aws, stack.name), used)):
            stacks = own(stacks)
    return found(aws, stacks)


def found(aws: Aws, stacks: Sequence[DesiredStack]) -> tuple[StackDeletion, ...]:
    """Those that are there, with what is in them. Raises LayoutError where one has another layout."""
    with ThreadPoolExecutor(MOST) as pool:
        there = tuple(each for each in pool.map(lambda stack: _look(aws, stack), stacks) if each)
    refuse_other_layouts(each.live for each in there)
    return there


def _look(aws: Aws, stack: DesiredStack) -> StackDeletion | None:
    live = find_stack(aws, stack.name)
    if live is None or live.status in _GONE:
        return None
    there = [each for each in stack_resources(aws, stack.name) if each.status not in {*_GONE, "DELETE_SKIPPED"}]
    kept = tuple(each for each in there if each.logical_id in stack.kept)
    return StackDeletion(stack, live, tuple(each for each in there if each not in kept), kept)


def destroy(operations: Operations, stacks: Sequence[StackDeletion], stop: Event) -> tuple[StackOutcome, ...]:
    """Delete the stacks, each after those that need it; one outcome a stack. Raises StopError when ``stop`` is set."""
    by_name = {each.name: each for each in stacks}
    outcomes: dict[str, StackOutcome] = {}
    lock = Lock()

    def work(name: str) -> bool:
        try:
            _delete(operations, by_name[name])
            outcome = StackOutcome(name, State.DELETED)
        except OutsideError as error:
            outcome = StackOutcome(name, State.FAILED, error=error)
        operations.tell(Progress(name, outcome.state))
        with lock:
            outcomes[name] = outcome
        return outcome.state.is_well

    skipped = run(_reversed(stacks), work, stop)
    return tuple(outcomes.get(name) or StackOutcome(name, State.SKIPPED) for name in (*outcomes, *skipped))


def _delete(operations: Operations, each: StackDeletion) -> None:
    if each.live.is_busy:
        operations.settle(each.live)
    if each.live.is_protected:
        set_termination_protection(operations.aws, each.name, is_on=False)
    operations.delete(each.live)


def _reversed(stacks: Iterable[StackDeletion]) -> Mapping[str, list[str]]:
    """Stack -> those that need it, and so go first."""
    names = [each.name for each in stacks]
    needed: dict[str, list[str]] = {name: [] for name in reversed(names)}
    for each in stacks:
        for name in each.stack.after:
            if name in needed:
                needed[name].append(each.name)
    return needed


def encrypted(stacks: Iterable[DesiredStack], account: str, region: str) -> tuple[str, ...]:
    """The names of what stays and cannot be read without the environment's key."""
    bodies = (
        (f"the {logical_id} of {stack.name}", stack.subject.data["Resources"][logical_id])
        for stack in stacks
        for logical_id in stack.kept
    )
    return tuple(
        physical_name(body, account, region) or nameless
        for nameless, body in bodies
        if any(word in json.dumps(body) for word in _USES_KEY)
    )


def removal(aws: Aws, resource: StackResource, encrypted: Sequence[str] = ()) -> str:
    """The command that removes what was kept; several lines for a bucket, whose versions go first.

    A key goes last of all: what it has ``encrypted`` is lost with it, also where a new stack has taken that over since,
    as a log group and the objects in a bucket keep the key that they have.
    """
    users = f"only once these are gone for good, which it encrypts: {', '.join(encrypted)}" if encrypted else ""
    lost = users or "what it encrypted is lost with it"
    region, name = f"--region {aws.region}", resource.physical_id
    versions = "{Objects: [Versions, DeleteMarkers][].{Key: Key, VersionId: VersionId}}"
    empty = (
        f'aws s3api delete-objects {region} --bucket {name} --delete "$(aws s3api list-object-versions {region} '
        f"--bucket {name} --max-items 1000 --query '{versions}' --output json)\"  # until it is empty"
    )
    commands = {
        "AWS::ECR::Repository": f"aws ecr delete-repository {region} --repository-name {name} --force",
        "AWS::Logs::LogGroup": f"aws logs delete-log-group {region} --log-group-name {name}",
        "AWS::S3::Bucket": f"{empty}\naws s3 rb {region} s3://{name}",
        "AWS::ECS::TaskDefinition": f"aws ecs deregister-task-definition {region} --task-definition {name}",
        "AWS::EFS::FileSystem": f"aws efs delete-file-system {region} --file-system-id {name}  # and all files in it",
        "AWS::KMS::Key": f"aws kms schedule-key-deletion {region} --key-id {name}  # {lost}",
        "AWS::CodeConnections::Connection": f"aws codeconnections delete-connection {region} --connection-arn {name}",
    }
    return commands.get(resource.type, f"# {resource.type} {name}")
