"""The last run of each job -> how it ended, as ECS knows for an hour, and CloudWatch for two weeks."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app.doctor.check import Check, DiagnosisContext, Finding, failed, not_yet, ok
from generator.app.doctor.remedy import failure
from generator.live.counted_hours import counted_hours
from generator.live.run import STOPPED, Run, runs
from generator.naming import JOB_RULE
from generator.resources.job_task import TIMED_OUT, TIMEOUT


def _examine(context: DiagnosisContext) -> Iterator[Finding]:
    for each in context.jobs:
        names = each.workload.names
        found = each.ask(runs, names.environment.cluster, names.family)
        ended = [run for run in found if run.status == STOPPED]
        yield _ended(each, ended[0]) if ended else _counted(each)


def _ended(context: DiagnosisContext, run: Run) -> Finding:
    name = context.workload.name
    when = f" at {run.stopped:%Y-%m-%d %H:%M}Z" if run.stopped else ""
    if not run.is_failed:
        return ok(f"the last run of {name} ended well{when}")
    assert context.job
    if run.exit_codes.get(TIMEOUT) == TIMED_OUT:
        what = f"the last run of {name} took longer than {context.job.schedule.timeout} minutes, and was stopped{when}"
        return failed(what, _codes(run), f"give it more time with `timeout`, or see what it did: {_log(context)}")
    if run.is_unstarted:
        return failure(context, f"the last run of {name} could not start{when}", _codes(run), _log(context))
    return failed(f"the last run of {name} failed{when}", _codes(run), _log(context))


def _codes(run: Run) -> str:
    codes = [f"{name} ended with {code}" for name, code in run.exit_codes.items() if code]
    return "; ".join(filter(None, [run.reason, *codes]))


def _counted(context: DiagnosisContext) -> Finding:
    """How often the rule told people of a failed run, and when EventBridge Scheduler began one, by the hour.

    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
    https://docs.aws.amazon.com/scheduler/latest/UserGuide/monitoring-cloudwatch.html
    """
    names, name = context.workload.names, context.workload.name
    told = context.ask(counted_hours, "AWS/Events", "Invocations", "RuleName", names.rule(JOB_RULE))
    begun = context.ask(counted_hours, "AWS/Scheduler", "InvocationAttemptCount", "ScheduleGroup", names.schedule)
    if told and (not begun or told[0] >= begun[0]):
        what = f"the last run of {name} failed between {told[0]:%Y-%m-%d %H:%M}Z and an hour later"
        return failed(what, "GetMetricStatistics: the rule of failed runs was invoked", _log(context))
    if begun:
        return ok(
            f"the last run of {name} was begun after {begun[0]:%Y-%m-%d %H:%M}Z, and nobody was told of a failure"
        )
    return not_yet(f"no run of {name} was begun within two weeks", context.run_job())


def _log(context: DiagnosisContext) -> str:
    return f"canaryform logs {context.where} -s {context.workload.name} --since 1d"


CHECK = Check(
    "last-run",
    "the last runs of jobs",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-errors.html",
    _examine,
)
