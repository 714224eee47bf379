"""What AWS runs now, and the release that is wanted -> the steps back to it, or why there are none."""

from __future__ import annotations

from dataclasses import dataclass

from generator.app.rollback.candidate import candidates, has_image, is_release, release_of
from generator.app.status.part import part
from generator.app.status.service import ServiceState, service_state, version_of
from generator.app.target import Target
from generator.errors import SpecError
from generator.live.deployment import Deployment, DeploymentProgress, progress, running_deployments
from generator.live.pipeline import Pipeline, find_pipeline
from generator.model.project import Project
from generator.problems import Problem
from generator.release.step import fault

_NO_PROGRESS = DeploymentProgress((), ())


@dataclass(frozen=True)
class RollbackPlan:
    """What is going to be done."""

    deployment: Deployment | None
    """The one that runs. A release is stopped; a rollback is only waited for."""
    progress: DeploymentProgress
    """How far it is."""
    leads_to: str
    """The release that traffic is on when it has been taken back; empty when nobody knows."""
    start: str
    """The release that the pipeline is started with afterwards; empty when stopping is all."""
    notes: tuple[str, ...]
    """What a person should know before agreeing."""

    @property
    def stops(self) -> bool:
        """Whether a release is stopped."""
        return self.deployment is not None and not self.deployment.rolls_back

    def steps(self, *, waits: bool) -> tuple[str, ...]:
        """In words, in order; ``waits`` is whether the end of the deployment is awaited."""
        steps = []
        if self.deployment and self.stops:
            there = f": all traffic goes back to {self.leads_to}" if self.leads_to else ""
            steps.append(f"stop the deployment {self.deployment.id}{_split(self.progress)}{there}")
        if self.deployment and waits:
            which = "that" if self.stops else f"the rollback {self.deployment.id}, which runs already,"
            steps.append(f"wait until {which} has ended")
        if self.start:
            steps.append(f"start the pipeline with the release {self.start}")
        return tuple(steps)


def plan(target: Target, release: str) -> RollbackPlan:
    """The way back to ``release``, a Git tag; with an empty one, out of the deployment that runs.

    Raises SpecError when there is no such way, with what to do instead.
    """
    aws, project = target.aws, target.project
    if release and not is_release(release, project):
        raise SpecError([_no_release(project, release)])
    pipeline = find_pipeline(aws, project.names.pipeline) if release else None
    if release:
        _refuse_start(target, pipeline, release)
    running = running_deployments(aws, project)
    # In an emergency, a permission that only makes the words better must not be in the way of stopping.
    state = part(lambda: service_state(aws, project)).value
    current = release_of(state.version, project) if state else ""
    if not running:
        if not release or release == current:
            raise SpecError([_idle(target, release, current)])
        return RollbackPlan(None, _NO_PROGRESS, "", release, _notes(project, pipeline, None))
    # The rollback, where its release is still there beside it.
    deployment = max(running, key=lambda each: bool(each.rolls_back))
    found = part(lambda: progress(aws, project, deployment.id)).value or _NO_PROGRESS
    # In a rollback, the original tasks are those of the release that it takes back.
    leads_to = "" if deployment.rolls_back else _original(project, state, found)
    notes = _notes(project, pipeline, deployment)
    if release and release == leads_to:
        return RollbackPlan(deployment, found, leads_to, "", (*notes, f"{release} runs again then: nothing to start"))
    return RollbackPlan(deployment, found, leads_to, release, notes)


def _refuse_start(target: Target, pipeline: Pipeline | None, release: str) -> None:
    """Raises SpecError when the pipeline cannot release that."""
    aws, project = target.aws, target.project
    if pipeline is None:
        mend = f"deploy it first: {target.command('deploy')}"
        raise SpecError([fault(project.names.pipeline, "is no pipeline that is there", "no-pipeline", mend)])
    if not has_image(aws, project, release):
        near = candidates(aws, project).nearest(release)
        mend = f"these are there: {', '.join(near)}" if near else "no release has an image yet"
        raise SpecError([fault(release, "has no image in ECR, so there is nothing to go back to", "no-image", mend)])
    if pipeline.asking:
        # A stage holds one run at a time, and the next waits before it:
        # https://docs.aws.amazon.com/codepipeline/latest/userguide/concepts-how-it-works.html
        message = f"waits for a person to approve another run, and {release} would wait behind that"
        mend = f"reject or approve it first: {pipeline.console_url}"
        raise SpecError([fault(f"{pipeline.name} {pipeline.asking.name}", message, "approval", mend)])


def _no_release(project: Project, release: str) -> Problem:
    prefix = project.git.tag_prefix
    guess = f"{prefix}{release}"
    mend = f"did you mean {guess}?" if is_release(guess, project) else f"such as {prefix}1.2.3"
    return fault(release, f"is no release: {prefix}MAJOR.MINOR.PATCH, as https://semver.org has it", "release", mend)


def _idle(target: Target, release: str, current: str) -> Problem:
    """Nothing is being released, and the wanted release is what runs; or none is wanted."""
    about = target.project.names.base
    found = part(lambda: candidates(target.aws, target.project))
    newest = found.value.newest(but=current) if found.value else ()
    mend = f"--to goes back to one of: {', '.join(newest)}" if newest else "ECR has no other release to go back to"
    mend = f"ECR could not be asked for releases to go back to: {found.refusal.why}" if found.refusal else mend
    if release:
        return fault(about, f"runs {release} already", "runs-already", mend)
    runs = f", and {current} runs" if current else ""
    return fault(about, f"has no deployment that could be stopped{runs}", "idle", mend)


def _original(project: Project, state: ServiceState | None, found: DeploymentProgress) -> str:
    """The release that the original tasks of a deployment run; empty when nobody knows."""
    if state is None:
        return ""
    groups = [f":targetgroup/{share.target_group}/" for share in found.shares if share.part == "original"]
    for task_set in state.service.task_sets:
        if any(group in route.target_group for route in task_set.routes for group in groups):
            version = version_of(state.containers.get(task_set.task_definition))
            return release_of(version, project) or "what ran before the first release"
    return ""


def _notes(project: Project, pipeline: Pipeline | None, deployment: Deployment | None) -> tuple[str, ...]:
    notes = []
    if deployment:
        notes.append("the pipeline's stage Deploy ends red, as it does for every release that is stopped")
    if pipeline is None:
        return tuple(notes)
    notes += [
        f"the stage {stage.name} is at work on another run, which is released first"
        for stage in pipeline.stages
        if stage.status == "InProgress" and not (deployment and stage.name == "Deploy")
    ]
    notes += [
        f"no run may enter the stage {stage.name}: {stage.disabled}" for stage in pipeline.stages if stage.disabled
    ]
    if project.environment.approval:
        notes.append("the new run waits for a person before it deploys")
    return tuple(notes)


def _split(found: DeploymentProgress) -> str:
    share = next((share for share in found.shares if share.part == "replacement"), None)
    return f", which has {share.percent:g} % of the traffic on its new tasks" if share else ""
