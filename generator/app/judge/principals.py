"""A build -> what each principal of it does, and where its policies let it do less than that, or more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.app.build.compile import Build
from generator.engines.catalog import engine_of
from generator.engines.handed_over import handed_over
from generator.gate.subject import Subject
from generator.iam import job
from generator.iam.admit import admit
from generator.iam.before import before
from generator.iam.call import Principal
from generator.iam.codebuild import codebuild
from generator.iam.codepipeline import NAME as PIPELINE
from generator.iam.codepipeline import codepipeline
from generator.iam.document import UnreadableError, inline, statements
from generator.iam.execution import execution
from generator.iam.proof import excess, lacking, loose_trust
from generator.iam.start import start
from generator.iam.task import task
from generator.model.job import Job
from generator.model.service import Service
from generator.naming import ACCOUNT, logical
from generator.problems import Problem

SUFFICIENT = "iam-sufficient"
MINIMAL = "iam-minimal"
TRUST = "iam-trust"

_HINT = "this is a mistake of canaryform's own: please report it"


def principals(service: Service) -> tuple[Principal, ...]:
    """Every role of an environment and what is done with it, in the order of a release."""
    of_pipeline = _of_pipeline(service) if service.release.pipeline else ()
    return (*of_pipeline, *engine_of(service).principals(service), execution(service), task(service))


def _of_pipeline(service: Service) -> Iterator[Principal]:
    engine = engine_of(service)
    releases = (*engine.release_calls(service, PIPELINE), *job.update_calls(service, PIPELINE))
    yield codepipeline(service, releases)
    if service.is_pushed:
        yield start(service)
    if service.is_admitted:
        yield admit(service)
    yield codebuild(service, leaves_files=bool(handed_over(service).files))
    if service.release.before:
        yield before(service)


def of_job(job_: Job) -> tuple[Principal, ...]:
    """Every role of a job and what is done with it, in the order of a run, and of a release."""
    return (job.scheduler(job_), execution(job_), task(job_), job.release(job_))


def problems(build: Build) -> Iterator[Problem]:
    """What keeps a policy from being sufficient and minimal, and a trust policy from being ours alone."""
    subjects = {subject.stack: subject for subject in build.subjects}
    for service in (each for project in build.projects for each in project.services):
        subject = subjects[service.names.stack("iam")]
        for principal in principals(service):
            yield from _judge(subject, principal)
    for each in (each for project in build.projects for each in project.jobs):
        for principal in of_job(each):
            yield from _judge(subjects[each.names.stack("iam")], principal)


def _judge(subject: Subject, principal: Principal) -> Iterator[Problem]:
    role = logical.role(principal.name)
    properties = subject.data["Resources"][role].get("Properties", {})
    try:
        may = [statement for document in documents(properties) for statement in statements(document)]
        trust = [*statements(properties.get("AssumeRolePolicyDocument"))]
    except UnreadableError as why:
        yield subject.problem(role, f"has policies that cannot be proven: {why}", SUFFICIENT, _HINT)
        return
    for call in lacking(may, principal.calls):
        message = f"may not {call.action} on {call.resource}, but {principal.name} must: {call.why}"
        yield subject.problem(role, message, SUFFICIENT, _HINT)
    for message in excess(may, principal.calls):
        yield subject.problem(role, message, MINIMAL, _HINT)
    for message in loose_trust(trust, principal, ACCOUNT):
        yield subject.problem(role, message, TRUST, _HINT)


def documents(role: Mapping[str, Any]) -> list[Any]:
    """The policy documents of a role, from its properties in a template. Raises UnreadableError."""
    return [*inline(role.get("Policies", []))]
