"""An image that somebody else pushes -> complaints about what is said of its build, and of a pipeline for it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.spec.rules.protocol import Finding, Reading, ServiceRule

_BUILT_BY = (("service", "context"), ("service", "dockerfile"), ("service", "paths"))


def _check(reading: Reading) -> Iterator[Finding]:
    if reading.service.image_address is None:
        return
    for path in _BUILT_BY:
        if reading.says(*path):
            message = "says how the image is built, and service.image that somebody else builds it"
            yield Finding(reading.culprit(path, ("service", "image")), message, "leave one of them out")
    if reading.service.release.pipeline:
        yield Finding(
            reading.at("service", "image"),
            "has no pipeline that a push of it starts",
            "write release: {pipeline: false}, and release it with `canaryform deploy --image`",
        )


RULE = ServiceRule("images", "An image that somebody else pushes is not built here, too.", _check)
