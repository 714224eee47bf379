"""One stack, in whatever state it is -> as it is wanted, through a change set; running again always goes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.app.deploy.body import Bodies
from generator.app.deploy.desired import DesiredStack
from generator.app.deploy.failure import GOES_ON, StackError
from generator.app.deploy.guard import problems
from generator.app.deploy.leftover import Leftovers
from generator.app.deploy.operation import Operations
from generator.app.deploy.progress import Progress, StackOutcome, State
from generator.errors import CanaryformError, SpecError
from generator.live import change_set as sets
from generator.live.change_set import Change, ChangeSet, Request
from generator.live.client import AwsError
from generator.live.stack import (
    LiveStack,
    find_stack,
    set_stack_policy,
    set_termination_protection,
)
from generator.sidefiles import deploy_command

LEFT_BEHIND = frozenset(deploy_command.LEFT_BEHIND)
"""A stack in one of these can only be deleted: its creation failed, or its deletion did.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html#cfn-console-view-stack-data-resources-status-codes
"""
_OVERTAKEN = frozenset(
    {"AlreadyExistsException", "ChangeSetNotFound", "InvalidChangeSetStatus", "InvalidChangeSetStatusException"}
)
"""https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html#API_CreateChangeSet_Errors"""
_OVERTAKEN_WORDS = ("state and can not be", "cannot be created again", "does not exist")
"""How CloudFormation words it, as a ValidationError, when a stack is no longer in the state that it was in."""
_TURNS = 12
"""How often a stack may turn out to be in yet another state before something must be wrong."""


@dataclass(frozen=True)
class StackDeploy:
    """What bringing a stack about takes. Threads may share it."""

    operations: Operations
    bodies: Bodies
    leftovers: Leftovers | None = None
    """What may be taken over from earlier stacks; None leaves it alone."""
    kept: Leftovers | None = None
    """What is looked for, where nothing is taken over: it would be in the way of a new stack."""

    def __call__(self, stack: DesiredStack, prepared: ChangeSet | None = None) -> StackOutcome:
        """Bring the stack about; ``prepared`` is carried out if the stack is still what it was made for.

        Every refusal is in the outcome: other stacks may go on.
        """
        try:
            return self._bring_about(stack, prepared)
        except AwsError as error:
            hint = f"{error.hint}; {GOES_ON}" if error.is_expired else error.hint
            failed = StackError(stack.name, f"{error.what}: {error.why}", hint)
            return StackOutcome(stack.name, State.FAILED, error=failed)
        except CanaryformError as error:
            return StackOutcome(stack.name, State.FAILED, error=error)

    def keep(self, stack: DesiredStack) -> StackOutcome:
        """See to a stack of which the plan says that nothing changes; if it has moved on since, bring it about."""
        live = find_stack(self.operations.aws, stack.name)
        if live is None or not live.is_settled:
            return self(stack)
        return self._finish(stack, StackOutcome(stack.name, State.UNCHANGED), live)

    def _bring_about(self, stack: DesiredStack, prepared: ChangeSet | None) -> StackOutcome:
        for _ in range(_TURNS):
            live = find_stack(self.operations.aws, stack.name)
            if live and not self._is_ready(live):
                continue
            if is_new(live) and self._took_over(stack):
                continue
            try:
                made = prepared or self._change_set(stack, live)
                prepared = None
                if made is None:
                    return self._finish(stack, StackOutcome(stack.name, State.UNCHANGED), live)
                return self._carry_out(stack, made, live)
            except AwsError as error:
                if not is_overtaken(error):
                    raise
                # Another run was faster: look again at what it made of the stack.
                self.operations.pace()()
        raise StackError(stack.name, "it changes all the time", "is another program deploying it? Stop that first")

    def _is_ready(self, live: LiveStack) -> bool:
        """Whether a change set can be made for it; otherwise the stack is brought a step nearer to that."""
        if live.is_busy:
            self.operations.settle(live)
        elif live.status in LEFT_BEHIND:
            self.operations.delete(live, f"{live.status} is left of an earlier try; it is deleted and made anew")
        elif live.status == "UPDATE_ROLLBACK_FAILED":
            self.operations.restore(live)
        else:
            return True
        return False

    def _took_over(self, stack: DesiredStack) -> bool:
        """Whether resources that an earlier stack kept were made the beginning of the new one."""
        imports = self.leftovers.of(stack) if self.leftovers else ()
        if not imports:
            return False
        self.operations.tell(Progress(stack.name, State.IMPORTING, note=f"takes over {', '.join(imports.names)}"))
        # Neither tags nor outputs may come with an import; the update that follows brings both.
        request = Request(stack.name, imports.body, imports=imports.resources)
        made = sets.create(self.operations.aws, request, "IMPORT", self.operations.pace())
        if made:
            self.operations.execute(made, State.IMPORTING)
        return made is not None

    def _change_set(self, stack: DesiredStack, live: LiveStack | None) -> ChangeSet | None:
        self.operations.tell(Progress(stack.name, State.PREPARING))
        return self.change_set(stack, live)

    def change_set(self, stack: DesiredStack, live: LiveStack | None) -> ChangeSet | None:
        """What would change in the stack that is there, or that is to be; None for nothing."""
        body, url = self.bodies.of(stack)
        request = Request(
            stack.name,
            body,
            url,
            _tags(stack, live),
            stack.deployment.capabilities,
            parameters={} if is_new(live) else _kept_parameters(stack, live),
        )
        return sets.create(self.operations.aws, request, "CREATE" if is_new(live) else "UPDATE", self.operations.pace())

    def _carry_out(self, stack: DesiredStack, made: ChangeSet, live: LiveStack | None) -> StackOutcome:
        found = tuple(problems(stack, made.changes))
        if found:
            sets.delete(self.operations.aws, made)
            raise SpecError(found)
        doing, done = (State.CREATING, State.CREATED) if made.is_new else (State.UPDATING, State.UPDATED)
        self.operations.execute(made, doing)
        return self._finish(stack, StackOutcome(stack.name, done, made.changes), live)

    def _finish(self, stack: DesiredStack, outcome: StackOutcome, live: LiveStack | None) -> StackOutcome:
        """What a change set does not carry: the stack policy, and termination protection."""
        if stack.policy:
            set_stack_policy(self.operations.aws, stack.name, stack.policy)
        if stack.deployment.is_protected and not (live and live.is_protected):
            set_termination_protection(self.operations.aws, stack.name, is_on=True)
        self.operations.tell(Progress(stack.name, outcome.state))
        return outcome


def is_new(live: LiveStack | None) -> bool:
    """Whether there is no such stack yet, or only change sets of it."""
    return live is None or live.status == "REVIEW_IN_PROGRESS"


def _tags(stack: DesiredStack, live: LiveStack | None) -> Mapping[str, str] | None:
    """None leaves the tags alone: CloudFormation passes a stack's tags on, and that would update what is locked.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html
    """
    has_nothing_locked_yet = is_new(live) or (live and live.status == "IMPORT_COMPLETE")
    return stack.deployment.tags if has_nothing_locked_yet or not stack.is_locked else None


def _kept_parameters(stack: DesiredStack, live: LiveStack | None) -> Mapping[str, None]:
    """Those that it has keep their values: what a release has put there is what runs. Others get their defaults.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Parameter.html
    """
    had = live.parameters if live else {}
    return {name: None for name in stack.subject.data.get("Parameters", ()) if name in had}


def is_overtaken(error: AwsError) -> bool:
    """Whether another run was faster, and the stack or the change set is no longer what it was."""
    is_other_state = error.code == "ValidationError" and any(words in error.why for words in _OVERTAKEN_WORDS)
    return error.code in _OVERTAKEN or is_other_state


def changes_of(stack: DesiredStack) -> tuple[Change, ...]:
    """What making the stack for the first time does."""
    return tuple(Change("Add", logical_id, kind) for logical_id, kind in stack.resources.items())
