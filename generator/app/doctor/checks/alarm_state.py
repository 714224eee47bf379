"""The alarms that a release stops for -> those that fire already, are not there, or cannot tell."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app.doctor.check import Check, DiagnosisContext, Finding, failed, not_yet, ok, unknown
from generator.app.rollback.alarm import words
from generator.app.rollback.candidate import release_of, release_tags
from generator.app.status.release import since_before
from generator.app.status.service import version_of
from generator.errors import OutsideError
from generator.live.alarm import LiveAlarm, alarms
from generator.live.image import tagged_images
from generator.live.task_definition import task_definition
from generator.resources.alarm import alarm_names

_IGNORED = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html"
_NO_DATA = "INSUFFICIENT_DATA"


def _examine(context: DiagnosisContext) -> Iterator[Finding]:
    service = context.service
    releases = context.releases
    names = releases.alarms() or tuple(alarm_names(service))
    if not names:
        yield ok("the spec asks for no alarm")
        return
    found = {alarm.name: alarm for alarm in context.ask(alarms, names)}
    if not found and context.stack("monitoring") is None:
        yield not_yet(f"the alarms come with {service.names.stack('monitoring')}")
        return
    for alarm in found.values():
        if alarm.is_firing and releases.ignores_firing_alarms:
            yield _ignored(context, alarm)
        elif alarm.is_firing:
            what = f"{words(alarm)} and stops every release, the one that mends it included, unless that is told not to"
            yield failed(what, alarm.reason, _way_on(context))
        elif alarm.state == _NO_DATA:
            yield unknown(f"{alarm.name} has no data yet", alarm.reason)
    for name in names:
        if name not in found:
            what = f"there is no alarm {name}: {releases.name} {releases.without_alarm}"
            yield failed(what, "DescribeAlarms: none of that name", context.deploy)
    quiet = sum(alarm.state == "OK" for alarm in found.values())
    if quiet:
        yield ok(f"{quiet} of {len(names)} alarms {'are' if quiet > 1 else 'is'} OK")


def _ignored(context: DiagnosisContext, alarm: LiveAlarm) -> Finding:
    """An alarm that is on where what is on at the beginning of a release is left out of all of it."""
    running = context.releases.running()
    status = f"canaryform status {context.build.file} -e {context.service.environment.name}"
    if not running:
        what = f"{words(alarm)}: {context.releases.name} ignores it in all of a release that begins now"
        mend = f"{status} --watch says when it is over; a fix for it is not held up, and nothing stops that"
        return failed(what, alarm.reason, mend, _IGNORED)
    if since_before(running[0], [alarm]):
        what = (
            f"{words(alarm)}, before the deployment {running[0].name} began: {context.releases.name} ignores it in all "
            "of that release, and nothing stops it"
        )
        return failed(what, alarm.reason, _way_on(context), _IGNORED)
    return failed(f"{words(alarm)} and takes the deployment {running[0].name} back", alarm.reason, f"{status} --watch")


def _way_on(context: DiagnosisContext) -> str:
    """Out of the release that runs; else to the newest other release that has an image, or to whichever is named."""
    service = context.service
    try:
        if context.releases.running():
            return f"canaryform rollback {context.build.file} -e {service.environment.name}"
        live = context.live_service()
        running = context.ask(task_definition, live.running_task_definition) if live else None
        version = version_of(running.container(service.names.container)) if running else ""
        images = context.ask(tagged_images, service.image_repository)
    except OutsideError:
        return context.despite_alarms()
    others = [tag for tag in release_tags(images, service.tag_prefix) if tag != release_of(version, service)]
    return context.despite_alarms(others[0] if others else "")


CHECK = Check(
    "alarm-state",
    "the alarms",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-groups-configure-advanced-options.html",
    _examine,
)
