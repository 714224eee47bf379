"""Systems -> builds that hand over another image than the one that they push."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.gate.build import projects_of
from generator.gate.rule import Finding, Rule
from generator.gate.shell import announced_images, commands, expanded, phase_commands, pushed_images, variables
from generator.gate.stack_update import given_image
from generator.gate.subject import SideFile
from generator.gate.system import System
from generator.gate.value import is_literal, mappings, sequence, text

_OTHER_BUILDERS = re.compile(
    r"\b(?:kaniko|buildah|skopeo|jib|pack|ko|crane|bazel|compose|bake|make|gradlew?|mvnw?)\b|\.sh\b"
)
"""What may push without a command here that says so."""


_VARIABLE = re.compile(r"#\{[^.}]+\.(\w+)\}")
"""https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-variables.html."""
_SETS = r"(?m)^\s*(?:export\s+)?{}=\"?([^\"\s]+)"


def _check(system: System) -> Iterator[Finding]:
    handed_over = _handed_over(system)
    for buildspec in system.buildspecs:
        script = commands(buildspec)
        if _OTHER_BUILDERS.search(script):
            continue
        known = _of_projects(system, buildspec) | variables(buildspec)
        pushed = pushed_images(script, known)
        for phase, index, command in phase_commands(buildspec):
            exported = _exported(buildspec, handed_over, command, known)
            for image in (*announced_images(command, known), *exported):
                if fault := _fault(buildspec, image, pushed):
                    yield Finding(buildspec, fault, ("phases", phase, "commands", index))


def _handed_over(system: System) -> set[str]:
    """The variables of builds that a pipeline gives a template as the image of a container."""
    images = (
        given_image(system, task, index)
        for task in system.tasks
        for index in range(len(mappings(task.properties, "ContainerDefinitions")))
    )
    return {name for image in images for name in _VARIABLE.findall(image)}


def _exported(buildspec: SideFile, names: set[str], command: str, known: dict[str, str]) -> Iterator[str]:
    """The images that a command says in variables which the build exports."""
    for name in sorted(names & {text(each) for each in sequence(buildspec.data, "env", "exported-variables")}):
        for image in re.findall(_SETS.format(name), command):
            yield expanded(image, known)


def _of_projects(system: System, buildspec: SideFile) -> dict[str, str]:
    """The variables that the projects of a build set."""
    return {
        text(item, "Name"): text(item, "Value")
        for project in projects_of(system, buildspec)
        for item in mappings(project.properties, "Environment", "EnvironmentVariables")
        if is_literal(text(item, "Value"))
    }


def _fault(buildspec: SideFile, image: str, pushed: list[str]) -> str:
    if not re.search(r"\w", image):
        return ""
    if not pushed:
        builds = "docker build" in commands(buildspec)
        return f"hands over {image}, and no command pushes an image" if builds else ""
    names = {_name(each) for each in pushed}
    if "/" in image and all("/" not in name and "$" not in name for name in names):
        return f"hands over {image}, but what is pushed is {', '.join(pushed)}, without a registry"
    repositories = {_last(name) for name in names}
    if "$" not in "".join(repositories) + _last(_name(image)) and _last(_name(image)) not in repositories:
        return f"hands over {image}, but what is pushed is {', '.join(pushed)}: the tasks find no such image"
    if "@" in image or image in pushed or any(not _tag(each) for each in pushed) or not _tag(image):
        return ""
    tags = {_tag(each) for each in pushed}
    if _tag(image) in tags:
        return ""
    # Two variables may well have the same value; a word and a variable hardly do.
    if "$" in _tag(image) and any("$" in tag for tag in tags):
        return ""
    return f"hands over {image}, but what is pushed is {', '.join(pushed)}: the tasks find no such image"


def _name(image: str) -> str:
    """Without tag and digest."""
    head, _, last = image.partition("@")[0].rpartition("/")
    return f"{head}/{last.partition(':')[0]}" if head else last.partition(":")[0]


def _last(name: str) -> str:
    return name.rpartition("/")[2]


def _tag(image: str) -> str:
    last = image.rsplit("/", 1)[-1]
    return last.partition(":")[2]


RULE = Rule(
    "announced-image",
    "The image that a build hands over is one that it has pushed.",
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/file-reference.html#file-reference-ecs-bluegreen",
    _check,
    """
 buildspec.yml:
   version: 0.2
   phases:
     build:
       commands:
         - aws ecr get-login-password | docker login --username AWS --password-stdin "$REGISTRY"
         - docker build -t "$IMAGE:$TAG" .
         - docker push "$IMAGE:$TAG"
-        - printf '{"ImageURI":"%s"}' "$IMAGE:latest" > imageDetail.json
+        - printf '{"ImageURI":"%s"}' "$IMAGE:$TAG" > imageDetail.json
    """,
)
