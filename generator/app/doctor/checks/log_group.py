"""The log groups -> those that are gone: tasks do not start without theirs, builds fail."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app.doctor.check import Check, DiagnosisContext, Finding, failed, not_yet, ok
from generator.live.log_group import find_log_group
from generator.stacks.export import KEY_ARN


def _examine(context: DiagnosisContext) -> Iterator[Finding]:
    for each in context.workloads:
        names = each.workload.names
        has_builds = not each.job and each.service.release.pipeline
        of_builds = [("pipeline", names.build_log_group)] if has_builds else []
        for noun, group in (("job" if each.job else "ecs", names.log_group), *of_builds):
            yield _judged(each, noun, group)


def _judged(context: DiagnosisContext, noun: str, group: str) -> Finding:
    if context.ask(find_log_group, group):
        return ok(f"the log group {group} is there")
    if context.stack(noun) is None:
        return not_yet(f"the log group {group} comes with {context.workload.names.stack(noun)}")
    return failed(
        f"the log group {group} is gone, and {'builds' if noun == 'pipeline' else 'tasks'} cannot write to it",
        "DescribeLogGroups: none of that name",
        _make(context, group),
    )


def _make(context: DiagnosisContext, group: str) -> str:
    """As the stack made it: encrypted, and not for ever."""
    stack = context.environment_stack(KEY_ARN.stack)
    key = stack.outputs.get(KEY_ARN.output) if stack else None
    encrypted = [f"--kms-key-id {key}"] if key else []
    make = context.aws("logs create-log-group", f"--log-group-name {group}", *encrypted)
    days = f"--log-group-name {group} --retention-in-days {context.workload.container.log_retention}"
    return f"{make} && {context.aws('logs put-retention-policy', days)}"


CHECK = Check(
    "log-group",
    "the log groups",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html",
    _examine,
)
