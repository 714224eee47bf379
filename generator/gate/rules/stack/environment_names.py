"""Systems of several environments -> what one of them says that is another one's name: a file that was copied over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from generator.gate.environment import named, others
from generator.gate.kind import Kind
from generator.gate.resolve import exports
from generator.gate.rule import Finding, Rule
from generator.gate.subject import Path, Place, Subject, Whole
from generator.gate.system import System
from generator.gate.value import is_literal, mapping, mappings, placed_strings, text
from generator.gate.workflow import Job, jobs
from generator.problems import Severity

_DEVICE = re.compile(r"/dev/(null|zero|full|u?random|std(in|out|err)|tty|fd|shm)\b")
"""https://man7.org/linux/man-pages/man7/hier.7.html"""
_WORD = re.compile(r"""[^\s"'`=,;:|&()<>\[\]{}$\\]+""")
_KEPT = ("Resources", "Outputs")
"""Sections of a template that are of this environment: mappings and conditions may tell all of them apart."""
_SAYS_ENVIRONMENT = re.compile(r"(?i)(?:^|[_-])(?:env|environment|stage)$")
_LABEL = re.compile(r"(?<![\w-])([A-Za-z_-]+)=([A-Za-z0-9]+)(?![\w-])")
_LEAST = 4
"""Letters of a name that is no everyday word."""


class _Said(NamedTuple):
    """One text of an environment, and where it stands."""

    place: Place
    path: Path
    text: str


def _check(system: System) -> Iterator[Finding]:
    if not others(system) or not system.environment:
        return
    said = list(_own(system))
    paths = [*_paths(system)]
    have = "\n".join([*(each.text for each in said), *paths])
    severity = Severity.ERROR if system.is_whole else Severity.WARNING
    told: set[tuple[int, str]] = set()
    # What a task definition names is task-environment's to tell.
    tasks = system.files_of(Kind.TASK_DEFINITION)
    for name, other in others(system).items():
        theirs = "\n".join([*(each.text for each in _own(other)), *_paths(other)])
        foreign = _made(other) - _made(system)
        for place, path, value in said:
            if place in tasks:
                continue
            for word in _words(value):
                twin = _twin(word, name, system.environment, have, theirs, paths)
                if (twin or word in foreign) and (id(place), word) not in told:
                    told.add((id(place), word))
                    instead = f", and {system.environment} has '{twin}'" if twin else ""
                    yield Finding(place, f"'{word}' is of {name}{instead}", path, severity=severity)
        yield from _labels(system, name, said, severity)
        yield from _doubles(system, name, severity, {word for _, word in told})


def _doubles(system: System, name: str, severity: Severity, told: set[str]) -> Iterator[Finding]:
    """What is named here as another environment names its own, and says that environment."""
    theirs = {value for _, _, value in _identities(others(system)[name])}
    own = list(_identities(system))
    is_usual = sum(system.environment in value for _, _, value in own) > 1
    for place, path, value in own:
        if (is_usual or value in theirs) and value not in told and named(value, system) == name:
            also = ", which has one of that name" if value in theirs else ""
            yield Finding(place, f"'{value}' is named after {name}{also}", path, severity=severity)


def _identities(system: System) -> Iterator[_Said]:
    """The names that templates of this environment alone give to what they make."""
    for template in _templates(system):
        for logical_id, body in mapping(template.data, "Resources").items():
            properties = mapping(body, "Properties")
            start: Path = ("Resources", str(logical_id), "Properties")
            for key, value in properties.items():
                if key == "Name" or str(key).endswith("Name"):
                    yield _Said(Whole(template), (*start, str(key)), _text(value))
            for index, tag in enumerate(mappings(properties, "Tags")):
                if text(tag, "Key") == "Name":
                    yield _Said(Whole(template), (*start, "Tags", index, "Value"), _text(tag.get("Value")))
        for output, body in mapping(template.data, "Outputs").items():
            said = mapping(body, "Export").get("Name")
            yield _Said(Whole(template), ("Outputs", str(output), "Export", "Name"), _text(said))

    for job in _jobs(system):
        yield _Said(job.file, (*job.path, "name"), text(job.data, "name"))
        group = job.data.get("concurrency")
        yield _Said(job.file, (*job.path, "concurrency"), text(group) or text(group, "group"))


def _jobs(system: System) -> Iterator[Job]:
    """The jobs of this environment in workflows that serve several."""
    shared = {path for other in others(system).values() for path in _all_paths(other)}
    for job in jobs(system):
        if job.file.path in shared and system.environment in (job.environment, job.id):
            yield job


def _text(value: Any) -> str:
    """A name as it is written, which ``Fn::Sub`` may complete."""
    return text(value) or text(value, "Fn::Sub")


def _words(value: str) -> Iterator[str]:
    for match in _WORD.finditer(value):
        if len(word := match[0].strip("/.-*@")) >= _LEAST:
            yield match[0].rstrip("/.-*@") if match[0].startswith("/") else word


def _twin(word: str, name: str, own: str, have: str, theirs: str, paths: Sequence[str]) -> str:
    """What this environment says in the place of ``word``, which is the other one's; nothing where it is not."""
    if name not in word or word == name or _DEVICE.match(word):
        return ""
    masked = word.replace(own, "\0" * len(own)) if name in own else word
    places = [*re.finditer(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])", masked)]
    if not places or (word not in theirs and "/" not in word):
        return ""
    twins = [word[: match.start()] + own + word[match.end() :] for match in places]
    twins.append(re.sub(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])", own, word))
    return next((twin for twin in twins if twin in have or _is_below(twin, paths)), "")


def _is_below(twin: str, paths: Sequence[str]) -> bool:
    """Whether a path ends with that of a file that is there: the folder that was judged may be deep in the project."""
    return any(twin[match.end() :] in paths for match in re.finditer("/", twin))


def _labels(system: System, name: str, said: list[_Said], severity: Severity) -> Iterator[Finding]:
    """Tags and variables that tell the environment, and tell another one."""
    pairs = [*_pairs(system)]
    true = {label for _, _, label, value in pairs if value == system.environment}
    for place, path, label, value in pairs:
        if value == name and label in true and _SAYS_ENVIRONMENT.search(label):
            yield Finding(place, f"{label} is {name}, in the files of {system.environment}", path, severity=severity)


def _pairs(system: System) -> Iterator[tuple[Place, Path, str, str]]:
    for place, start, data in _documents(system):
        for path, value in _mappings(data, start):
            label = text(value, "Key") or text(value, "key") or text(value, "Name") or text(value, "name")
            if label:
                yield place, path, label, text(value, "Value") or text(value, "value")
    for job in _jobs(system):
        for step in job.steps:
            for match in _LABEL.finditer(step.run):
                yield job.file, (*step.path, "run"), match[1], match[2]


def _mappings(value: Any, path: Path) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    if isinstance(value, Mapping):
        yield path, value
    for key, item in value.items() if isinstance(value, Mapping) else enumerate(value if _is_list(value) else ()):
        yield from _mappings(item, (*path, key))


def _own(system: System) -> Iterator[_Said]:
    """Every text in the files that are of this environment alone."""
    for place, path, data in _documents(system):
        for inside, value in placed_strings(data, path):
            if "Description" not in inside:
                yield _Said(place, inside, value)


def _documents(system: System) -> Iterator[tuple[Place, Path, Any]]:
    shared = {path for other in others(system).values() for path in _all_paths(other)}
    for template in _templates(system):
        yield from ((Whole(template), (section,), template.data.get(section)) for section in _KEPT)
    for file in system.files:
        if file.path not in shared and file.data is not None:
            yield file, (), file.data
    yield from ((job.file, job.path, job.data) for job in _jobs(system))


def _templates(system: System) -> Iterator[Subject]:
    """Those of this environment alone."""
    shared = {path for other in others(system).values() for path in _all_paths(other)}
    yield from (template for template in system.templates if template.path not in shared)


def _is_list(value: Any) -> bool:
    return isinstance(value, list | tuple)


def _all_paths(system: System) -> Iterator[str]:
    yield from (template.path for template in system.templates)
    yield from (file.path for file in system.files)


def _paths(system: System) -> Iterator[str]:
    """The files that are of this environment alone."""
    shared = {path for other in others(system).values() for path in _all_paths(other)}
    yield from (path for path in _all_paths(system) if path not in shared)


def _made(system: System) -> set[str]:
    """The names of what its templates make and export."""
    names = {resource.name for resource in system.resources}
    names |= {text(name) for template in system.templates for name, _ in exports(template.data).values()}
    return {name for name in names if is_literal(name) and len(name) >= _LEAST}


RULE = Rule(
    "environment-names",
    "The files of an environment name what is of that environment, and nothing of another one.",
    "https://docs.aws.amazon.com/wellarchitected/2022-03-31/framework/sec_securely_operate_multi_accounts.html",
    _check,
    """
 environments:
   dev:
     buildspec.yml:
       version: 0.2
       phases: {build: {commands: [make deploy TO=shop-dev-web KEY=/shop/dev/key]}}
   prod:
     buildspec.yml:
       version: 0.2
       phases:
         build:
           commands:
             - make sign KEY=/shop/prod/key
-            - make deploy TO=shop-prod-web KEY=/shop/dev/key
+            - make deploy TO=shop-prod-web KEY=/shop/prod/key
    """,
    severity=Severity.WARNING,
)
