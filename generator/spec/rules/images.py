"""An image that somebody else pushes -> complaints about what is said of its build, and of a pipeline for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.spec.rules.protocol import Finding, Reading, ServiceRule

_ALONE = "write release: {pipeline: false}, and release with `canaryform deploy --image`"
_GLOB = frozenset("?[]{}")
_BUILT_BY = (("service", "context"), ("service", "dockerfile"), ("service", "paths"))


def _check(reading: Reading) -> Iterator[Finding]:
    if reading.service.image_address is None:
        return
    for path in _BUILT_BY:
        if reading.says(*path):
            message = "says how the image is built, and service.image that somebody else builds it"
            yield Finding(reading.culprit(path, ("service", "image")), message, "leave one of them out")
    if reading.service.release.pipeline:
        yield from _pipeline(reading)


def _pipeline(reading: Reading) -> Iterator[Finding]:
    """A push starts it where its event is: in ECR, in the environment's account and region."""
    service, project = reading.service, reading.project
    address, account = service.image_address, project.environment.account
    at = reading.at("service", "image")
    assert address
    if not address.account:
        message = f"{address.registry} tells nobody here of a push, so that nothing would start the pipeline"
        yield Finding(at, message, _ALONE)
    elif address.region != project.region or (account and address.account != account):
        message = (
            f"is in {address.account}, {address.region}: a push tells EventBridge there, and the pipeline is in "
            f"{account or 'the account that deploys it'}, {project.region}"
        )
        yield Finding(at, message, f"push it to there, and name that; or {_ALONE}")
    tag = service.trigger.tag
    if tag is None:
        where = reading.at("environments", reading.name, "trigger")
        yield Finding(where, "an image has tags, and no branches", 'write {tag: "v*"}, for tags of the image')
    elif "**" in tag:
        # https://github.com/aws/event-ruler#wildcard-matching
        where = reading.at("environments", reading.name, "trigger", "tag")
        yield Finding(where, "EventBridge takes no two * in a row", f'such as "{re.sub("[*]+", "*", tag)}"')
    elif _GLOB & {*tag}:
        where = reading.at("environments", reading.name, "trigger", "tag")
        yield Finding(where, "EventBridge matches tags of images by * alone", 'such as "v*"')
    if service.release.before:
        message = "is not run before a release of an image that somebody else pushes"
        yield Finding(reading.at("release", "before"), message, f"leave it out, or {_ALONE}")
    for job in service.jobs:
        message = f"the job {job.name} would never get the image: the pipeline has no template of it"
        yield Finding(job.origin, message, _ALONE)


RULE = ServiceRule("images", "An image that somebody else pushes is not built here, too.", _check)
