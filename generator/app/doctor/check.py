"""What a check is: from an environment, and AWS where it lives, to what is wrong there and what mends it."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from generator.app.build.compile import Build
from generator.app.deploy.desired import DesiredStack, wanted
from generator.app.engine.catalog import releases_of
from generator.app.engine.releases import Releases
from generator.app.github.standing import Standing
from generator.app.judge.matrix import filled
from generator.app.run.release_command import release_command
from generator.live.ask import Ask
from generator.live.identity import Caller
from generator.live.service import LiveService
from generator.live.stack import LiveStack, find_stack
from generator.live.task_definition import TaskDefinition
from generator.live.traffic import LiveLoadBalancer, find_load_balancer
from generator.model.job import Job
from generator.model.project import Project
from generator.model.service import Service
from generator.model.workload import Workload


class Verdict(StrEnum):
    """What is known of one thing."""

    OK = "ok"
    FAILED = "failed"
    UNKNOWN = "unknown"
    """Nobody may say, or nobody can."""
    NOT_YET = "not yet"
    """What it is about is not deployed yet."""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    verdict: Verdict
    what: str
    evidence: str = ""
    """What AWS answered."""
    mend: str = ""
    """The command that mends it, or what a person has to do where no command can."""
    source: str = ""
    """The page that says so, where it is another than the check's own."""
    is_unanswered: bool = False
    """Whether nothing that AWS wrote came back."""


@dataclass(frozen=True)
class DiagnosisContext:
    """The service, or the job of it, that is looked at, in its environment."""

    service: Service
    build: Build
    caller: Caller
    ask: Ask
    github: Callable[[], Standing | None]
    """How GitHub stands to the specs; None where nobody may ask it. Raises what ``app.github.standing.ask`` raises."""
    job: Job | None = None
    """The one that is looked at, where it is a job."""

    @property
    def workload(self) -> Workload:
        """What is looked at."""
        return self.job or self.service

    @property
    def jobs(self) -> tuple[DiagnosisContext, ...]:
        """A context for each job that is looked at: those of the service, or the one."""
        return tuple(replace(self, job=job) for job in ([self.job] if self.job else self.service.jobs))

    @property
    def workloads(self) -> tuple[DiagnosisContext, ...]:
        """The same, and before them one for the service where that is looked at."""
        return self.jobs if self.job else (self, *self.jobs)

    @property
    def project(self) -> Project:
        """What the services of its environment share."""
        return self.service.project

    @property
    def deploy(self) -> str:
        """The command that brings its stacks to what the spec says."""
        return f"canaryform deploy {self.where}"

    def aws(self, operation: str, *options: str) -> str:
        """A command of the AWS CLI in the environment's region; ``options`` are words that need no quotes any more."""
        return " ".join([f"aws {operation} --region {self.project.region}", *options])

    def release(self, tag: str = "") -> str:
        """The command that releases: a tag's image, else what the pipeline's branch holds."""
        return release_command(self.build.file, self.service, tag)

    def release_of(self, definition: TaskDefinition) -> str:
        """The command that releases the version of a task definition again."""
        container = definition.container(self.workload.names.container)
        version = container.environment.get("VERSION", "") if container else ""
        is_tagged = bool(version and self.project.environment.trigger.tag)
        return self.release(f"{self.service.tag_prefix}{version}" if is_tagged else "")

    def despite_alarms(self, tag: str = "") -> str:
        """The command that goes back to an earlier release, or on to the fix, although alarms fire."""
        return f"canaryform rollback {self.where} --to {shlex.quote(tag) if tag else 'TAG'} --despite-alarms"

    def log(self, group: str) -> str:
        """The command that shows the last hour of a log group."""
        return self.aws("logs tail", group, "--since 1h")

    @property
    def stacks(self) -> tuple[DesiredStack, ...]:
        """The stacks that it takes, in deploy order."""
        return wanted(self.build, self.project)

    def run_job(self) -> str:
        """The command that starts a run of the job by hand."""
        return f"canaryform run {self.workload.name} {self.where}"

    def destroy(self) -> str:
        """The command that deletes its stacks, but those that it shares."""
        return f"canaryform destroy {self.where} -s {self.workload.name}"

    @property
    def where(self) -> str:
        """The spec and the environment, as a command takes them."""
        return f"{shlex.quote(self.build.file)} -e {self.project.environment.name}"

    def elsewhere(self, command: str, environment: str) -> str:
        """A command of canaryform about the same spec in another environment."""
        return f"canaryform {command} {shlex.quote(self.build.file)} -e {environment}"

    def environment_stack(self, noun: str) -> LiveStack | None:
        """One of the stacks that it shares with the other services; None before that is deployed."""
        return self.ask(find_stack, self.project.names.stack(noun))

    def stack(self, noun: str) -> LiveStack | None:
        """One of its own stacks; None before it is deployed."""
        return self.ask(find_stack, self.workload.names.stack(noun))

    def live_service(self) -> LiveService | None:
        """Its service."""
        return self.releases.service()

    @property
    def releases(self) -> Releases:
        """Its releases, as what shifts its traffic has them."""
        return releases_of(self.service, self.ask)

    def load_balancer(self) -> LiveLoadBalancer | None:
        """Its load balancer."""
        return self.ask(find_load_balancer, self.project.names.load_balancer)

    def fill(self, text: str) -> str:
        """A name or an ARN with the account and the region in it."""
        environment = replace(self.project.environment, account=self.caller.account)
        return filled(replace(self.project, environment=environment), text)


@dataclass(frozen=True)
class Check:
    """Something that must be so for releases to work.

    ``examine`` yields a finding for all that it looks at, one at least; what AWS refuses it may raise.
    """

    id: str
    about: str
    """What it looks at, in words that go on with "unknown"."""
    source: str
    """The page that says so."""
    examine: Callable[[DiagnosisContext], Iterator[Finding]]
    is_of_traffic: bool = False
    """Whether it looks at what a service has alone that answers requests."""


def ok(what: str) -> Finding:
    """Something is as it must be."""
    return Finding(Verdict.OK, what)


def failed(what: str, evidence: str, mend: str, source: str = "") -> Finding:
    """Something is not."""
    return Finding(Verdict.FAILED, what, evidence, mend, source)


def unknown(what: str, evidence: str = "", mend: str = "") -> Finding:
    """Something cannot be known now."""
    return Finding(Verdict.UNKNOWN, what, evidence, mend)


def not_yet(what: str, mend: str = "") -> Finding:
    """Something is not there yet."""
    return Finding(Verdict.NOT_YET, what, mend=mend)
