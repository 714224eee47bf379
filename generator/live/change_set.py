"""A template -> what it would change in a stack, as a change set that can be carried out or thrown away.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-changesets.html
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from generator.errors import OutsideError
from generator.live.client import Aws, AwsError
from generator.live.event import failed_validations, validation_warnings

PREFIX = "canaryform-"
"""How the names of our change sets begin; what follows is random, so that two runs at once do not share one."""

REFUSED = "ChangeSetFailed"
"""Our word for it: a change set that failed has reasons, and no code."""

_NO_CHANGES = ("didn't contain changes", "No updates are to be performed")
"""How CloudFormation words a change set without changes: https://github.com/aws/aws-cli/blob/develop/awscli/customizations/cloudformation/deployer.py."""


@dataclass(frozen=True)
class Request:
    """What a stack is to be. A body is sent as it is; a larger one is at ``url``."""

    stack: str
    body: str
    url: str = ""
    tags: Mapping[str, str] | None = None
    capabilities: Sequence[str] = ()
    imports: Sequence[Mapping[str, Any]] = ()
    """Resources that exist outside of the stack and join it, in the words of ``ResourcesToImport``."""
    parameters: Mapping[str, str | None] = field(default_factory=dict)
    """Name -> value; None keeps the value that the stack has."""


class ValueChange(NamedTuple):
    """A value of a property, as CloudFormation writes it: JSON where it is no text, cut where it is long."""

    place: str
    """``HealthCheckPath``, or ``Tags/0/Value``."""
    before: str | None
    """None where there is none."""
    after: str | None


@dataclass(frozen=True)
class Change:
    """What happens to one resource."""

    action: str
    """``Add``, ``Modify``, ``Remove``, ``Import`` or ``Dynamic``."""
    logical_id: str
    type: str
    replacement: str = ""
    """``True``, ``False`` or ``Conditional``, for a ``Modify``."""
    properties: tuple[str, ...] = ()
    """The properties that change."""
    policy: str = ""
    """``Retain`` for what leaves the stack and stays."""
    values: tuple[ValueChange, ...] = ()
    """What those were and are to be, where CloudFormation knows it."""

    @property
    def is_replaced(self) -> bool:
        """Whether it may become another resource."""
        return self.action == "Modify" and self.replacement in {"True", "Conditional"}


@dataclass(frozen=True)
class ChangeSet:
    """What CloudFormation would do."""

    arn: str
    stack: str
    is_new: bool
    """Whether the stack is made by it."""
    changes: tuple[Change, ...]
    warnings: tuple[str, ...] = ()
    """What CloudFormation's own checks found, and do not refuse."""


def create(aws: Aws, request: Request, kind: str, pause: Callable[[], None]) -> ChangeSet | None:
    """Make a change set of ``kind`` ``CREATE``, ``UPDATE`` or ``IMPORT`` and wait for it; None when nothing changes.

    ``pause`` waits between two looks. Raises AwsError when CloudFormation refuses the template: the code is then
    :data:`REFUSED`, and the change set is gone.
    """
    template = {"TemplateURL": request.url} if request.url else {"TemplateBody": request.body}
    options: dict[str, Any] = {"ResourcesToImport": list(request.imports)} if request.imports else {}
    if request.parameters:
        options["Parameters"] = [_parameter(*each) for each in request.parameters.items()]
    if request.tags is not None:
        options["Tags"] = [{"Key": key, "Value": value} for key, value in request.tags.items()]
    answer = aws.call(
        aws.client("cloudformation").create_change_set,
        StackName=request.stack,
        ChangeSetName=PREFIX + secrets.token_hex(8),
        ChangeSetType=kind,
        Capabilities=list(request.capabilities),
        **template,
        **options,
    )
    made = ChangeSet(answer["Id"], request.stack, is_new=kind == "CREATE", changes=())
    return _finished(aws, made, pause)


def _parameter(name: str, value: str | None) -> Mapping[str, Any]:
    """https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Parameter.html."""
    given = {"UsePreviousValue": True} if value is None else {"ParameterValue": value}
    return {"ParameterKey": name, **given}


def _finished(aws: Aws, made: ChangeSet, pause: Callable[[], None]) -> ChangeSet | None:
    client = aws.client("cloudformation")
    while True:
        found = aws.call(client.describe_change_set, ChangeSetName=made.arn)
        status = found["Status"]
        # Made, and yet not to be carried out, as when a type cannot be imported.
        is_of_no_use = status == "CREATE_COMPLETE" and found.get("ExecutionStatus") == "UNAVAILABLE"
        if status == "CREATE_COMPLETE" and not is_of_no_use:
            warnings = validation_warnings(aws, made.arn)
            return ChangeSet(made.arn, made.stack, made.is_new, _changes(aws, made.arn), warnings)
        if status == "FAILED" or is_of_no_use:
            reason = found.get("StatusReason", "")
            if any(words in reason for words in _NO_CHANGES):
                delete(aws, made)
                return None
            reasons = [*failed_validations(aws, ChangeSetName=made.arn)] or [
                reason or "CloudFormation does not say why"
            ]
            delete(aws, made)
            raise AwsError(f"CloudFormation refuses to change {made.stack}", REFUSED, "; ".join(reasons))
        if status not in {"CREATE_PENDING", "CREATE_IN_PROGRESS"}:
            why = f"it is {status}, which is not ours"
            raise OutsideError(f"cannot make a change set of {made.stack}", why, "run the same command again")
        pause()


def _changes(aws: Aws, arn: str) -> tuple[Change, ...]:
    given = {"ChangeSetName": arn, "IncludePropertyValues": True}
    pages = aws.pages("cloudformation", "describe_change_set", "Changes", **given)
    return tuple(_change(row["ResourceChange"]) for row in pages if "ResourceChange" in row)


def _change(row: Mapping[str, Any]) -> Change:
    targets = [detail.get("Target", {}) for detail in row.get("Details", ())]
    names = [target.get("Name") or target.get("Attribute", "") for target in targets]
    return Change(
        action=row["Action"],
        logical_id=row["LogicalResourceId"],
        type=row["ResourceType"],
        replacement=row.get("Replacement", ""),
        properties=tuple(dict.fromkeys(filter(None, names))),
        policy=row.get("PolicyAction", ""),
        values=tuple(dict.fromkeys(value for target in targets if (value := _value(target)))),
    )


def _value(target: Mapping[str, Any]) -> ValueChange | None:
    # https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceTargetDefinition.html
    before, after = target.get("BeforeValue"), target.get("AfterValue")
    if before == after:
        return None
    place = target.get("Path", "").removeprefix("/Properties/").removeprefix("/") or target.get("Name", "")
    return ValueChange(place, before, after)


def execute(aws: Aws, change_set: ChangeSet) -> None:
    """Begin to carry it out. Raises AwsError with ``InvalidChangeSetStatus`` when the stack has moved on since."""
    aws.call(aws.client("cloudformation").execute_change_set, ChangeSetName=change_set.arn)


def delete(aws: Aws, change_set: ChangeSet) -> None:
    """Throw it away; one that is gone already is fine."""
    try:
        aws.call(aws.client("cloudformation").delete_change_set, ChangeSetName=change_set.arn)
    except AwsError as error:
        if error.code not in {"ChangeSetNotFound", "ChangeSetNotFoundException"}:
            raise
