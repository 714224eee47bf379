"""One environment of a spec, and AWS where that environment lives: what every command that calls AWS begins with."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from generator.app.build.compile import Build
from generator.app.build.product import Format
from generator.app.judge.matrix import filled
from generator.app.run.batch import Result
from generator.app.run.prepare import Prepare, unjudged
from generator.errors import OutsideError, SpecError
from generator.live.client import Aws
from generator.live.identity import Caller, caller
from generator.model.job import Job
from generator.model.project import Project
from generator.model.service import Service
from generator.model.workload import Workload
from generator.problems import Problem

_OF_A_SERVICE = frozenset({"continue", "doctor", "exec", "logs", "migrate", "open", "power", "rollback", "status"})
_OF_A_JOB = frozenset({"doctor", "logs", "status"})


@dataclass(frozen=True)
class Chosen:
    """What a command is about, as far as the spec says it: before AWS is asked."""

    result: Result
    service: Service
    job: Job | None = field(default=None, kw_only=True)
    """One that belongs to the service, where the command is about that alone."""

    @property
    def workload(self) -> Workload:
        """What the command is about."""
        return self.job or self.service

    @property
    def project(self) -> Project:
        """What the services of its environment share."""
        return self.service.project

    def command(self, name: str) -> str:
        """How one of our commands is called for the same spec, environment and service, or job."""
        named: Workload | None = self.job if self.job and name in _OF_A_JOB else None
        if named is None and len(self.project.services) > 1 and name in _OF_A_SERVICE:
            named = self.service
        which = f" -s {named.name}" if named else ""
        return f"canaryform {name} {shlex.quote(self.result.build.file)} -e {self.project.environment.name}{which}"


@dataclass(frozen=True)
class Target(Chosen):
    """Where a command works."""

    aws: Aws
    caller: Caller

    def fill(self, text: str) -> str:
        """A name or an ARN with the account and the region in it."""
        environment = replace(self.project.environment, account=self.caller.account)
        return filled(replace(self.project, environment=environment), text)


def read_spec(
    file: str, judge: Callable[[Build], tuple[Problem, ...]] = unjudged, template_format: Format = Format.YAML
) -> Result:
    """The build of a spec that has no problem; ``judge`` is the gate, for a command that is going to deploy it.

    Without a judge it takes the spec alone: what is in AWS can be looked at from where there is no Dockerfile.
    Raises SpecError with all its problems, and OutsideError when the file cannot be read.
    """
    result = Prepare(template_format, judge=judge, looks_at_checkout=judge is not unjudged)(file)
    if result.build.problems:
        raise SpecError(result.build.problems)
    return result


def target(result: Result, service: Service, connect: Callable[[str], Aws] = Aws) -> Target:
    """AWS in the region of one of the build's services, called from the account that the spec allows.

    Raises OutsideError when the credentials are missing, no longer good, or another account's.
    """
    project = service.project
    aws = connect(project.region)
    here = caller(aws)
    wanted = project.environment.account
    if wanted and here.account != wanted:
        raise OutsideError(
            f"{project.environment.name} belongs to the account {wanted}",
            f"these credentials are of {here.account} ({here.arn})",
            "choose the right profile, with --profile NAME or AWS_PROFILE; or change environments."
            f"{project.environment.name}.account",
        )
    return Target(result, service, aws, here)
