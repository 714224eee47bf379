"""A release that is gone back to -> how it is started: by the pipeline, or by a deployment that leaves alarms out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.app.release.image import ReleasedImage
from generator.app.release.plan import ReleasePlan
from generator.app.rollback.alarm import still_counting
from generator.app.rollback.commit import Commit
from generator.app.rollback.revision import Revision, find_revision
from generator.app.run.release_command import release_command
from generator.app.run.target import Target
from generator.errors import SpecError
from generator.gitflow.step import fault
from generator.live.alarm import LiveAlarm
from generator.live.app_spec import deploy
from generator.live.client import Aws
from generator.live.pipeline import start_release
from generator.model.service import Service

_SHORT = 12


@dataclass(frozen=True)
class PipelineStart:
    """The pipeline releases the image of a tag, with the files of the tag's commit."""

    release: str
    commit: Commit
    with_before: bool = False
    """Whether ``release.before`` runs before it."""
    is_image: bool = False
    """Whether ``commit`` is the digest of an image, since its source is a registry."""

    @property
    def words(self) -> str:
        """The step, before it is done."""
        if self.is_image:
            return f"start the pipeline with the image of {self.release}, {self.commit.id}"
        before = ", and what the spec runs before a release" if self.with_before else ""
        return (
            f"start the pipeline with the release {self.release}, from its commit {self.commit.id[:_SHORT]} "
            f"({self.commit.source} says so){before}"
        )

    def begin(self, aws: Aws, service: Service) -> str:
        """Start it; the id of the run."""
        return start_release(
            aws,
            service.names.pipeline,
            self.release,
            self.commit.id,
            with_before=self.with_before,
            is_image=self.is_image,
        )


@dataclass(frozen=True)
class DeploymentStart:
    """A deployment without the pipeline brings back what a release ran, with alarms left out."""

    release: str
    revision: Revision
    left_out: tuple[str, ...]
    """The names of the alarms that do not count."""
    heeded: tuple[str, ...]
    """The names of those that still stop it."""

    @property
    def words(self) -> str:
        """The step, before it is done."""
        still = f"; these still stop it: {', '.join(self.heeded)}" if self.heeded else ""
        return (
            f"deploy {self.release} without the pipeline, as the task definition {self.revision.name}, whatever these "
            f"alarms say: {', '.join(self.left_out) or 'none is watched'}{still}"
        )

    def begin(self, aws: Aws, service: Service) -> str:
        """Start it; the id of the deployment."""
        text = f"{self.release} despite alarms, by canaryform rollback"
        return deploy(aws, service, self.revision.app_spec, self.heeded, text)


@dataclass(frozen=True)
class ImageStart:
    """A release of the image that an earlier one ran, where there is no pipeline."""

    release: str
    image: ReleasedImage

    @property
    def words(self) -> str:
        """The step, before it is done."""
        return f"release {self.release} again: the image {self.image.digest}"

    def plan(self, service: Service) -> ReleasePlan:
        """What is done for it."""
        return ReleasePlan(self.image, "", is_running=False, jobs=tuple(job.name for job in service.jobs))


Start = PipelineStart | DeploymentStart | ImageStart


def image_start(target: Target, release: str) -> ImageStart:
    """Raises SpecError when nobody knows what the release ran."""
    revision = find_revision(target.aws, target.service, release)
    if revision is None or "@" not in revision.image:
        message = "is a release of which no task definition is left, so nobody knows its image"
        mend = f"name that: {release_command(target.result.build.file, target.service, release)}"
        raise SpecError([fault(release, message, "no-revision", mend)])
    version = release.removeprefix(target.service.tag_prefix)
    return ImageStart(release, ReleasedImage(revision.image, version))


def deployment_start(
    target: Target, release: str, watched: Sequence[str] | None, firing: tuple[LiveAlarm, ...], serving: str
) -> DeploymentStart:
    """The deployment of ``release`` that goes on despite alarms; ``serving`` is the target group that has the traffic.

    Raises SpecError when there is no deployment group, or nothing that the release ran.
    """
    aws, service = target.aws, target.service
    if watched is None:
        mend = f"deploy it first: {target.command('deploy')}"
        raise SpecError(
            [fault(service.names.deployment_group, "is no deployment group that is there", "no-group", mend)]
        )
    revision = find_revision(aws, service, release)
    if revision is None:
        message = "has no task definition yet, so no deployment of it can be made"
        # The pipeline's last action registers the revision before it makes the deployment that the alarm stops:
        # https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECSbluegreen.html
        start = release_command(target.result.build.file, service, release)
        mend = (
            f"let the pipeline make it: push the tag, or `{start} --source-revisions actionName=Source,"
            "revisionType=COMMIT_ID,revisionValue=COMMIT`. The alarm stops that run in its stage Deploy, with the task "
            "definition made; then run this again"
        )
        raise SpecError([fault(release, message, "no-revision", mend)])
    heeded = still_counting(service, watched, firing, serving)
    return DeploymentStart(release, revision, tuple(name for name in watched if name not in heeded), heeded)
