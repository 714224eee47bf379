"""What runs, and what was released last -> whether their images are in ECR, for tasks that start tomorrow."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app.doctor.check import Check, DiagnosisContext, Finding, failed, not_yet, ok, unknown
from generator.live.image import find_image
from generator.live.task_definition import TaskDefinition, task_definition
from generator.resources.task_definition import IMAGE


def _examine(context: DiagnosisContext) -> Iterator[Finding]:
    names = context.service.names
    service = context.live_service()
    if service is None:
        yield not_yet(f"there is no service {names.ecs_service}")
        return
    running = context.ask(task_definition, service.running_task_definition)
    newest = context.ask(task_definition, names.family)
    yield _judged(context, running, "the running image")
    if newest.arn != running.arn and _image(context, newest) != _image(context, running):
        yield _judged(context, newest, "the image of the last release")


def _judged(context: DiagnosisContext, definition: TaskDefinition, noun: str) -> Finding:
    image = _image(context, definition)
    if image == IMAGE:
        return not_yet("nothing is released: the service waits with the server that comes with its stack")
    where, digest = image.partition("@")[::2]
    address = context.service.image_address
    if address and where == address.text and address.account != context.caller.account:
        return unknown(f"whether {noun} {image} is still there: {address.registry} is not this account's")
    host, _, name = where.partition("/")
    name, _, tag = name.partition(":")
    if name != context.service.image_repository or ".ecr." not in host:
        what = f"{noun} is {image}, which no pipeline of this project made"
        return failed(what, definition.arn, context.release_of(definition))
    if (found := context.ask(find_image, name, tag=tag, digest=digest)) is None:
        what = f"{noun} {image} is not in ECR any more: no new task of it can start"
        return failed(what, f"DescribeImages: none in {name}", context.release_of(definition))
    return ok(f"{noun} is in ECR: {name}:{found.tags[0] if found.tags else found.digest}")


def _image(context: DiagnosisContext, definition: TaskDefinition) -> str:
    container = definition.container(context.service.names.container)
    return container.image if container else ""


CHECK = Check(
    "release-image",
    "the image of what runs",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html",
    _examine,
)
