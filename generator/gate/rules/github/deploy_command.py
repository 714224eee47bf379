"""Systems -> commands of workflows that deploy a stack from no file, to another region, or without a capability."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.gate.rule import Finding, Rule
from generator.gate.stack_command import StackCommand, is_missing, stack_commands, template_at
from generator.gate.subject import Subject
from generator.gate.system import System
from generator.gate.value import is_literal, is_true, mapping, text
from generator.gate.workflow import Job, jobs
from generator.problems import Severity

_STACK = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,127}")
_NAMES = ("GroupName", "InstanceProfileName", "ManagedPolicyName", "RoleName", "UserName")
_KINDS = ("AccessKey", "Group", "InstanceProfile", "ManagedPolicy", "Policy", "Role", "User", "UserToGroupAddition")
_IAM = frozenset(f"AWS::IAM::{kind}" for kind in _KINDS)


def _check(system: System) -> Iterator[Finding]:
    for job in jobs(system):
        regions, made = _regions(job), dict[str, str]()
        yield from _cancelled(job)
        for command in stack_commands(job):
            yield from _twice(system, job, command, made)
            for path in command.files:
                if is_missing(system, path):
                    message = f"the job {job.id} takes {path}, which is not there: the step fails"
                    yield Finding(job.file, message, command.path)
            if command.unread:
                message = f"the job {job.id} gives the name {command.unread} as the text itself: AWS refuses it"
                yield Finding(job.file, message, command.path, f"file://{command.unread}")
            if len(regions) == 1 and is_literal(command.region) and command.region not in regions:
                message = f"the job {job.id} works in {regions[0]}, and deploys a stack to {command.region}"
                yield Finding(job.file, message, command.path)
            if is_literal(command.stack) and "$" not in command.stack and not _STACK.fullmatch(command.stack):
                message = f"'{command.stack}' is no name of a stack: a letter, then letters, digits and hyphens alone"
                yield Finding(job.file, message, command.path)
            yield from _capabilities(system, job, command)
            yield from _parameters(system, job, command)


def _cancelled(job: Job) -> Iterator[Finding]:
    place = ("concurrency", "cancel-in-progress")
    if is_true(job.data, *place) and any(command.makes for command in stack_commands(job)):
        message = f"the next run cancels the job {job.id} while CloudFormation goes on, and finds the stack busy"
        yield Finding(job.file, message, (*job.path, *place), severity=Severity.WARNING)


def _twice(system: System, job: Job, command: StackCommand, made: dict[str, str]) -> Iterator[Finding]:
    """Of one template that names what it makes, there is one stack."""
    template = next(filter(None, (template_at(system, path) for path in command.files)), None)
    if template is None or not command.makes or not is_literal(command.stack):
        return
    first = made.setdefault(template.path, command.stack)
    named = [each for each in system.resources if each.template is template and is_literal(each.name)]
    if first != command.stack and named:
        message = (
            f"the job {job.id} makes {command.stack} of {template.path}, as {first} before it: "
            f"{named[0].id} is called {named[0].name} in both, and exists once"
        )
        yield Finding(job.file, message, command.path)


def _parameters(system: System, job: Job, command: StackCommand) -> Iterator[Finding]:
    template = next(filter(None, (template_at(system, path) for path in command.files)), None)
    if template is None or command.parameters is None:
        return
    asked = mapping(template.data, "Parameters")
    needed = {str(name) for name, body in asked.items() if isinstance(body, Mapping) and "Default" not in body}
    if missing := sorted(needed - command.parameters):
        # Where a stack is there, one that gives none keeps what it has.
        when = "" if command.parameters else ": the first deployment fails"
        message = f"the job {job.id} deploys {template.path} without {', '.join(missing)}, which have no default{when}"
        yield Finding(job.file, message, command.path, "--parameter-overrides", Severity.WARNING)
    if unknown := sorted(command.parameters - {str(name) for name in asked}):
        message = (
            f"the job {job.id} gives {', '.join(unknown)}, which {template.path} does not ask for: nothing gets it"
        )
        yield Finding(job.file, message, command.path, severity=Severity.WARNING)


def _regions(job: Job) -> list[str]:
    """Those for which the job gets credentials."""
    found = {text(step.inputs, "aws-region") for step in job.steps}
    return sorted(region for region in found if is_literal(region))


def _capabilities(system: System, job: Job, command: StackCommand) -> Iterator[Finding]:
    template = next(filter(None, (template_at(system, path) for path in command.files)), None)
    needed = _needed(template) if template and command.makes else ""
    if template is None or not needed or command.capabilities & {needed, "CAPABILITY_NAMED_IAM"}:
        return
    message = (
        f"the job {job.id} deploys {template.path} without {needed}, which its roles take: CloudFormation refuses it"
    )
    yield Finding(job.file, message, command.path, f"--capabilities {needed}")


def _needed(template: Subject) -> str:
    """https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/control-access-with-iam.html."""
    resources = [body for body in mapping(template.data, "Resources").values() if text(body, "Type") in _IAM]
    if not resources:
        return ""
    is_named = any(key in mapping(body, "Properties") for body in resources for key in _NAMES)
    # A policy says which roles it is for, and a profile which it has, without a name of its own.
    return "CAPABILITY_NAMED_IAM" if is_named else "CAPABILITY_IAM"


RULE = Rule(
    "deploy-command",
    "A workflow deploys stacks from files that are there, to one region, with the capabilities that their roles take.",
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/control-access-with-iam.html#using-iam-capabilities",
    _check,
    """
 templates:
   iam:
     Resources:
       Role: {Type: AWS::IAM::Role, Properties: {RoleName: shop}}
 .github/workflows/deploy.yml:
   on: {push: {branches: [main]}}
   jobs:
     prod:
       runs-on: ubuntu-latest
       steps:
         - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8
-        - run: aws cloudformation deploy --stack-name shop --template-file iam.yaml --parameter-overrides $GIVEN
+        - run: aws cloudformation deploy --stack-name shop --template-file iam.yaml --parameter-overrides $GIVEN
+            --capabilities CAPABILITY_NAMED_IAM
    """,
)
