"""The live service and its task definition -> where they are not what the spec says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.app.doctor.check import Check, DiagnosisContext, Finding, failed, not_yet, ok
from generator.iam.arn import role
from generator.live.service import LiveService
from generator.live.task_definition import TaskDefinition, task_definition

_WRITTEN_ONCE = "https://github.com/aws/aws-cdk/issues/23564"


@dataclass(frozen=True)
class _Difference:
    """A name or number that is not what the spec gives."""

    noun: str
    live: str
    wanted: str
    mend: str
    source: str = ""


def _examine(context: DiagnosisContext) -> Iterator[Finding]:
    names = context.service.names
    service = context.live_service()
    if service is None:
        yield not_yet(f"there is no service {names.ecs_service}")
        return
    definition = context.ask(task_definition, service.running_task_definition)
    found = [*_of_service(context, service), *_of_definition(context, definition)]
    for each in found:
        what = f"{each.noun} is {each.live}, and the spec gives {each.wanted}"
        yield failed(what, f"{service.name} runs {definition.arn}", each.mend, each.source)
    if not found:
        port = ", port" if context.service.container.port else ""
        where = context.releases.defined_in
        yield ok(f"container{port}, family and roles of {names.ecs_service} are those of {where}")


def _of_service(context: DiagnosisContext, live: LiveService) -> Iterator[_Difference]:
    """Nothing but a new service changes these, where ECS does not shift its traffic itself."""
    service, releases = context.service, context.releases
    once = f"put the spec back, or release to a new environment beside this one; then {context.deploy}"
    if live.controller != releases.controller:
        noun = "the service's deployment controller"
        yield _Difference(noun, live.controller, releases.controller, once, _WRITTEN_ONCE)
    if releases.is_updatable:
        once = context.deploy
    routes = live.primary.routes if live.primary and live.primary.routes else live.routes
    for route in routes:
        if route.container != service.target_container:
            noun = "the container that gets the requests"
            yield _Difference(noun, route.container, service.target_container, once, _WRITTEN_ONCE)
        if route.port != service.container.target_port:
            noun = "the port that gets the requests"
            yield _Difference(noun, str(route.port), str(service.container.target_port), once, _WRITTEN_ONCE)


def _of_definition(context: DiagnosisContext, definition: TaskDefinition) -> Iterator[_Difference]:
    """The next release puts these right."""
    names, port = context.service.names, context.service.container.port
    again = context.release_of(definition)
    if definition.family != names.family:
        yield _Difference("the family of the running task definition", definition.family, names.family, again)
    container = definition.container(names.container)
    if container is None:
        there = ", ".join(each.name for each in definition.containers)
        yield _Difference("the container of the running task definition", there, names.container, again)
    elif port is not None and port not in container.ports:
        ports = ", ".join(map(str, container.ports)) or "none"
        yield _Difference("the port of the running container", ports, str(port), again)
    roles = (("task", definition.task_role), ("execution", definition.execution_role))
    for noun, live in roles:
        wanted = context.fill(role(names.role(noun)))
        if live != wanted:
            yield _Difference(f"the {noun} role of the running task definition", live or "none", wanted, again)


CHECK = Check(
    "service-names",
    "names and ports of the service",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html",
    _examine,
)
