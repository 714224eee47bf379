"""A stack as CloudFormation has it: its state, its outputs, what is in it.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-describing-stacks.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.live.answer import first
from generator.live.client import Aws, AwsError


@dataclass(frozen=True)
class LiveStack:
    """One stack that exists, or is being reviewed before it does."""

    name: str
    id: str
    """Its ARN, which still finds it when it is deleted."""
    status: str
    """``CREATE_COMPLETE``, ``UPDATE_ROLLBACK_FAILED`` ..."""
    reason: str
    outputs: Mapping[str, str]
    tags: Mapping[str, str]
    description: str
    """What its template says of itself; empty where that says nothing."""
    is_protected: bool
    """Whether termination protection is on."""
    parameters: Mapping[str, str] = field(default_factory=dict)
    """What it was given, or has by default."""

    @property
    def is_busy(self) -> bool:
        """Whether CloudFormation is at work on it. ``REVIEW_IN_PROGRESS`` only waits for a change set."""
        return self.status.endswith("_IN_PROGRESS") and self.status != "REVIEW_IN_PROGRESS"

    @property
    def is_settled(self) -> bool:
        """Whether it is there and can be updated."""
        return self.status in SETTLED


SETTLED = frozenset(
    {
        "CREATE_COMPLETE",
        "UPDATE_COMPLETE",
        "UPDATE_ROLLBACK_COMPLETE",
        "IMPORT_COMPLETE",
        "IMPORT_ROLLBACK_COMPLETE",
    }
)


@dataclass(frozen=True)
class StackResource:
    """One resource of a stack."""

    logical_id: str
    physical_id: str
    type: str
    status: str
    reason: str


def find_stack(aws: Aws, name: str) -> LiveStack | None:
    """The stack of that name or ARN; None when there is none."""
    try:
        answer = aws.call(aws.client("cloudformation").describe_stacks, StackName=name)
    except AwsError as error:
        # There is no code of its own for it: https://github.com/aws/aws-cli/issues/2887
        if error.code == "ValidationError" and "does not exist" in error.why:
            return None
        raise
    found = first(answer, "Stacks")
    return LiveStack(
        name=found["StackName"],
        id=found["StackId"],
        status=found["StackStatus"],
        reason=found.get("StackStatusReason", ""),
        outputs={output["OutputKey"]: output.get("OutputValue", "") for output in found.get("Outputs", ())},
        tags={tag["Key"]: tag["Value"] for tag in found.get("Tags", ())},
        description=found.get("Description", ""),
        is_protected=found.get("EnableTerminationProtection", False),
        parameters={each["ParameterKey"]: each.get("ParameterValue", "") for each in found.get("Parameters", ())},
    )


def stack_resources(aws: Aws, name: str) -> tuple[StackResource, ...]:
    """What is in a stack, in CloudFormation's order."""
    return tuple(
        StackResource(
            logical_id=row["LogicalResourceId"],
            physical_id=row.get("PhysicalResourceId", ""),
            type=row["ResourceType"],
            status=row["ResourceStatus"],
            reason=row.get("ResourceStatusReason", ""),
        )
        for row in aws.pages("cloudformation", "list_stack_resources", "StackResourceSummaries", StackName=name)
    )


def delete_stack(aws: Aws, stack: LiveStack) -> None:
    """Begin to delete it."""
    aws.call(aws.client("cloudformation").delete_stack, StackName=stack.id)


def continue_rollback(aws: Aws, stack: LiveStack) -> None:
    """Begin again to take back an update whose rollback failed.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-continueupdaterollback.html
    """
    aws.call(aws.client("cloudformation").continue_update_rollback, StackName=stack.id)


def give_parameters(aws: Aws, name: str, parameters: Mapping[str, str], role: str) -> bool:
    """Begin to update a stack, as it is deployed, with these values of all its parameters; False where it has them.

    CloudFormation acts with ``role``, an ARN, now and for good. Without tags and a policy of the stack, the call asks
    for UpdateStack and for the leave to pass the role, and for nothing else.
    https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html
    https://docs.aws.amazon.com/service-authorization/latest/reference/list_cloudformation.html
    """
    given = [{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()]
    try:
        aws.call(
            aws.client("cloudformation").update_stack,
            StackName=name,
            UsePreviousTemplate=True,
            Parameters=given,
            RoleARN=role,
        )
    except AwsError as error:
        if error.code == "ValidationError" and "No updates are to be performed" in error.why:
            return False
        raise
    return True


def set_stack_policy(aws: Aws, name: str, policy: str) -> None:
    """Put a stack policy, as JSON text, in the place of the one that is there."""
    aws.call(aws.client("cloudformation").set_stack_policy, StackName=name, StackPolicyBody=policy)


def set_termination_protection(aws: Aws, name: str, *, is_on: bool) -> None:
    """Whether nobody may delete the stack before turning this off."""
    client = aws.client("cloudformation")
    aws.call(client.update_termination_protection, StackName=name, EnableTerminationProtection=is_on)
