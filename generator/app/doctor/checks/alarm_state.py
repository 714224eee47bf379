"""The alarms that a release stops for -> those that fire already, are not there, or cannot tell."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app.doctor.protocol import Check, Finding, Patient, failed, not_yet, ok, unknown
from generator.live.alarm import alarms
from generator.live.deployment import find_deployment_group
from generator.resources.alarm import alarm_names

_NO_DATA = "INSUFFICIENT_DATA"


def _examine(patient: Patient) -> Iterator[Finding]:
    project = patient.project
    group = patient.ask(find_deployment_group, project)
    names = (group.alarms if group else ()) or tuple(alarm_names(project))
    if not names:
        yield ok("the spec asks for no alarm")
        return
    found = {alarm.name: alarm for alarm in patient.ask(alarms, names)}
    if not found and patient.stack("monitoring") is None:
        yield not_yet(f"the alarms come with {project.names.stack('monitoring')}")
        return
    for alarm in found.values():
        if alarm.is_firing:
            what = (
                f"{alarm.name} is firing and stops every release; turn it off in release.alarms for one that mends it"
            )
            history = f"--alarm-name {alarm.name} --history-item-type StateUpdate"
            yield failed(what, alarm.reason, patient.aws("cloudwatch describe-alarm-history", history))
        elif alarm.state == _NO_DATA:
            yield unknown(f"{alarm.name} has no data yet", alarm.reason)
    for name in names:
        if name not in found:
            what = f"there is no alarm {name}: CodeDeploy stops a release whose alarms it cannot read"
            yield failed(what, "DescribeAlarms: none of that name", patient.deploy)
    quiet = sum(alarm.state == "OK" for alarm in found.values())
    if quiet:
        yield ok(f"{quiet} of {len(names)} alarms {'are' if quiet > 1 else 'is'} OK")


CHECK = Check(
    "alarm-state",
    "the alarms",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-groups-configure-advanced-options.html",
    _examine,
)
