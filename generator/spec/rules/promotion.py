"""All environments' services -> complaints where one releases another's images, and could not find or run them.

Only what both environments say tells: the commit that a tag is on has to be one that the other environment builds, as
it would be built here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from generator.glob import overlaps
from generator.model.build import Build
from generator.model.container import Container
from generator.model.project import Project
from generator.problems import Location
from generator.spec.partition import partition
from generator.spec.rules.protocol import Finding, Reading, SpecRule
from generator.spec.rules.shared_image import BUILT_BY
from generator.spec.rules.triggers import may_match_one

_WILDCARDS = frozenset("*?[{")


def _check(readings: Sequence[Reading]) -> Iterator[Finding]:
    environments = {name: [*own] for name, own in groupby(readings, lambda reading: reading.name)}
    for own in environments.values():
        builders = environments.get(own[0].project.environment.promote or "")
        if not builders or builders[0].project.environment.promote == own[0].name:
            continue
        yield from _registries(own[0], builders[0].project)
        yield from _triggers(own[0], builders[0])
        yield from _built_here(own, environments.values())
        for reading in own:
            builder = next((each for each in builders if each.service.name == reading.service.name), None)
            yield from _of_service(reading, builder, builders[0].name)


def _registries(reading: Reading, builder: Project) -> Iterator[Finding]:
    """What a copy takes of both environments."""
    project, at = reading.project, _at(reading)
    one, other = project.environment, builder.environment
    silent = [each.name for each in (other, one) if each.account is None]
    if silent:
        message = (
            f"copies images from one registry to another, and the account of {' and of '.join(silent)} is not said"
        )
        yield Finding(at, message, 'write account: "111122223333" there, in quotes')
    elif (one.account, project.region) == (other.account, builder.region) and not (
        project.builds_branches or builder.builds_branches
    ):
        message = f"does nothing: {one.name} and {other.name} share a repository, and release one image of a tag anyway"
        yield Finding(at, message, "leave it out")
    if partition(project.region) != partition(builder.region):
        message = f"{builder.region} is in another partition than {project.region}: neither lets the other in"
        yield Finding(at, message, "build the image in both")
    if project.repository != builder.repository:
        message = f"{other.name} builds commits of {builder.repository}, and {one.name} releases {project.repository}"
        yield Finding(at, message, "they have to be of one repository")
    if not any(service.takes_commits for service in project.services):
        yield Finding(at, f"does nothing: no pipeline of {one.name} releases commits", "leave it out")


def _built_here(own: Sequence[Reading], environments: Iterable[Sequence[Reading]]) -> Iterator[Finding]:
    """Whichever pipeline comes first makes the image of a tag, in a repository that two of them push to."""
    for others in environments:
        found = next((each for each in others for one in own if _builds_into(each, one)), None)
        if found:
            message = f"{found.name} builds the images of tags into the same repository, and may be first"
            yield Finding(_at(own[0]), message, "give them accounts or regions of their own")


def _builds_into(builder: Reading, reading: Reading) -> bool:
    one, other = builder.project, reading.project
    if builder.name in (reading.name, other.environment.promote) or builder.service.name != reading.service.name:
        return False
    if not (builder.service.is_built and reading.service.is_promoted) or one.builds_branches or other.builds_branches:
        return False
    tags = (builder.service.trigger.tag or "", reading.service.trigger.tag or "")
    is_one_place = one.region == other.region and one.environment.account in (None, other.environment.account)
    return is_one_place and may_match_one(*tags)


def _of_service(reading: Reading, builder: Reading | None, promoted: str) -> Iterator[Finding]:
    service = reading.service
    if service.image_address:
        message = (
            f"service.image names what somebody else pushes, and the images of {reading.name} are those of {promoted}"
        )
        where = reading.culprit(("service", "image"), ("environments", reading.name, "promote"))
        yield Finding(where, message, "leave one of them out")
        return
    if not service.takes_commits:
        return
    if builder is None or not builder.service.takes_commits:
        message = f"no pipeline of {promoted} builds images of {service.name}"
        yield Finding(_at(reading), message, f"let {promoted} build it, or leave it out of {reading.name}")
        return
    for home, key in BUILT_BY:
        here, there = (getattr(_part(each, home), key) for each in (reading, builder))
        if here != there:
            message = f"{reading.name} has {here} and {promoted} has {there}, but what runs is built by {promoted}"
            where = reading.culprit((home, key), ("environments", reading.name, "promote"))
            yield Finding(where, message, f"give them the same {key}")


def _triggers(reading: Reading, builder: Reading) -> Iterator[Finding]:
    """Whether there is an image of each commit that a tag may be on."""
    own, other = reading.project.environment.trigger, builder.project.environment.trigger
    main = reading.project.git.main
    if own.tag is None:
        where = reading.at("environments", reading.name, "trigger")
        yield Finding(
            where, "starts with each push, and promote is for tags", 'write {tag: "v*"}, or leave promote out'
        )
    elif other.tag is not None and not _covers(other.tag, own.tag):
        message = f"{builder.name} builds no image of each tag that {own.tag} matches: its own are {other.tag}"
        yield Finding(_at(reading), message, f"promote an environment that tags like {own.tag} start, or {main}")
    elif other.branch is not None and not overlaps(other.branch, main):
        message = f"{builder.name} builds {other.branch}, and a tag is on a commit of {main}, which it never builds"
        hint = f"promote an environment whose trigger is {main}, or tags: a merge makes another commit"
        yield Finding(_at(reading), message, hint)


def _covers(glob: str, other: str) -> bool:
    """Whether surely whatever the other one matches is matched: as ``v*`` does all that begins with v."""
    head, star, rest = glob.partition("*")
    is_prefix = bool(star) and not rest and not _WILDCARDS & {*head}
    return glob == other or (is_prefix and other.startswith(head))


def _at(reading: Reading) -> Location:
    return reading.at("environments", reading.name, "promote")


def _part(reading: Reading, home: str) -> Container | Build:
    return reading.service.container if home == "service" else reading.service.build


RULE = SpecRule("promotion", "An environment that releases another's images finds those of its commits there.", _check)
