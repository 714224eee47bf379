"""What stands in the way of going back -> a problem that says what to do instead."""

from __future__ import annotations

from collections.abc import Sequence

from generator.app.rollback.alarm import words
from generator.app.rollback.candidate import candidates, has_image, is_release
from generator.app.run.target import Chosen, Target
from generator.app.status.part import part
from generator.errors import SpecError
from generator.gitflow.step import fault
from generator.live.alarm import LiveAlarm
from generator.live.pipeline import Pipeline
from generator.model.service import Service
from generator.problems import Problem


def no_release(service: Service, release: str) -> Problem:
    """A word that is no tag of a release."""
    prefix = service.tag_prefix
    guess = f"{prefix}{release}"
    mend = f"did you mean {guess}?" if is_release(guess, service) else f"such as {prefix}1.2.3"
    return fault(release, f"is no release: {prefix}MAJOR.MINOR.PATCH, as https://semver.org has it", "release", mend)


def refuse_without_image(target: Target, release: str) -> None:
    """Raises SpecError when there is nothing that could run."""
    aws, service = target.aws, target.service
    if not has_image(aws, service, release):
        near = candidates(aws, service).nearest(release)
        mend = f"these are there: {', '.join(near)}" if near else "no release has an image yet"
        raise SpecError([fault(release, "has no image in ECR, so there is nothing to go back to", "no-image", mend)])


def refuse_start(target: Target, pipeline: Pipeline | None, release: str) -> None:
    """Raises SpecError when the pipeline cannot release that."""
    service = target.service
    if pipeline is None:
        mend = f"deploy it first: {target.command('deploy')}"
        raise SpecError([fault(service.names.pipeline, "is no pipeline that is there", "no-pipeline", mend)])
    refuse_without_image(target, release)
    if pipeline.asking:
        # A stage holds one run at a time, and the next waits before it:
        # https://docs.aws.amazon.com/codepipeline/latest/userguide/concepts-how-it-works.html
        message = f"waits for a person to approve another run, and {release} would wait behind that"
        mend = f"reject or approve it first: {pipeline.console_url}"
        raise SpecError([fault(f"{pipeline.name} {pipeline.asking.name}", message, "approval", mend)])


def nothing_before(chosen: Chosen, release: str) -> Problem:
    """What is to run before the release is not in the spec."""
    message = "has nothing that runs before a release: the spec says no release.before"
    return fault(chosen.service.names.base, message, "no-before", f"{chosen.command('rollback')} --to {release}")


def alarms_fire(target: Target, release: str, firing: Sequence[LiveAlarm]) -> Problem:
    """The deployment that the pipeline makes would be stopped before it begins."""
    told = "; ".join(map(words, firing))
    message = f"would be stopped at once: {told}"
    mend = (
        f"{target.command('rollback')} --to {release} --despite-alarms deploys it without the pipeline; "
        f"or wait until the alarm is over: {target.command('status')} --watch"
    )
    return fault(release, message, "alarm", mend)


def needs_no_despite(chosen: Chosen, release: str, engine: str) -> Problem:
    """An engine that ignores what is on already has nothing to be told."""
    message = f"needs no --despite-alarms: {engine} ignores, in all of a release, an alarm that is on when it begins"
    return fault(release, message, "no-despite", f"{chosen.command('rollback')} --to {release}")


def idle(target: Target, release: str, current: str) -> Problem:
    """Nothing is being released, and the wanted release is what runs; or none is wanted."""
    about = target.service.names.base
    found = part(lambda: candidates(target.aws, target.service))
    newest = found.value.newest(but=current) if found.value else ()
    mend = f"--to goes back to one of: {', '.join(newest)}" if newest else "ECR has no other release to go back to"
    mend = f"ECR could not be asked for releases to go back to: {found.refusal.why}" if found.refusal else mend
    if release:
        return fault(about, f"runs {release} already", "runs-already", mend)
    runs = f", and {current} runs" if current else ""
    return fault(about, f"has no deployment that could be stopped{runs}", "idle", mend)
