"""The services and jobs that an environment has in AWS -> a problem for each that the spec does not name any more.

Deploying without it would leave its stacks behind for good: nothing would update them, nothing would delete them, and a
service of another name would find its route taken. So a service is deleted before it leaves the spec.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from generator.app.run.target import Target
from generator.live.client import AwsError
from generator.live.imports import importers
from generator.live.stack import find_stack
from generator.model.project import Project
from generator.naming import MAIN, ServiceNames
from generator.problems import Problem
from generator.stacks.export import CLUSTER_ARN, PRODUCTION_LISTENER_ARN
from generator.stacks.job import JOB
from generator.stacks.monitoring import MONITORING
from generator.stacks.pipeline import PIPELINE

_NAME = "SERVICE"
_CODE = "service-left-behind"
_BEHIND = "its stacks would be left behind"


def forgotten(target: Target) -> Iterator[Problem]:
    """Who imports the listener is a service. Who imports the cluster for its alarms alone is a worker; or else a job.

    Whoever may not ask goes on.
    """
    project = target.project
    try:
        found = importers(target.aws, PRODUCTION_LISTENER_ARN.name(project))
        found_of_jobs = importers(target.aws, CLUSTER_ARN.name(project))
    except AwsError as error:
        if not error.is_denied:
            raise
        return
    known = {service.name for service in project.services}
    names = {MAIN: ServiceNames(project.names).stack("routes"), **_named(project, found, "routes")}
    for name in sorted(name for name, stack in names.items() if stack in found and name not in known):
        problem = _left(target, "service", name, _BEHIND)
        another = "to rename it, add the new one beside it first, with another route, and release that"
        yield problem._replace(hint=f"{problem.hint}; {another}")
    yield from _pipelines(target)
    workers = _named(project, found_of_jobs, MONITORING.noun).keys() - names.keys() - known
    for name in sorted(workers):
        yield _left(target, "worker", name, _BEHIND)
    jobs = {job.name for job in project.jobs}
    for name in sorted(_named(project, found_of_jobs, JOB.noun).keys() - jobs):
        yield _left(target, "job", name, "it would go on running")


def _left(target: Target, kind: str, name: str, consequence: str) -> Problem:
    project = target.project
    message = f"{project.environment.name} has the {kind} {name} in AWS, and not here: {consequence}"
    command = f"canaryform destroy {target.result.build.file} -e {project.environment.name} -s {name}"
    return Problem(project.origin, message, _CODE, f"put it back, run {command}, then take it out")


def _pipelines(target: Target) -> Iterator[Problem]:
    """It imports roles that would go before it: CloudFormation would refuse that, and it would go on releasing."""
    for service in target.project.services:
        name = service.names.stack(PIPELINE.noun)
        if not service.release.pipeline and find_stack(target.aws, name):
            yield Problem(
                service.release.origin,
                f"{service.name} has a pipeline in AWS, and none here: it would go on releasing what is pushed",
                _CODE,
                f"aws cloudformation delete-stack --region {target.aws.region} --stack-name {name}",
            )


def _named(project: Project, stacks: Collection[str], noun: str) -> Mapping[str, str]:
    """Service or job -> its stack of that noun, of those that are beside the main service's."""
    pattern = re.escape(ServiceNames(project.names, _NAME).stack(noun)).replace(_NAME, "([a-z0-9-]+)")
    return {match[1]: stack for stack in stacks if (match := re.fullmatch(pattern, stack))}
