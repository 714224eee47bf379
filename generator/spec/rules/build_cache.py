"""The build machine -> a complaint when it cannot keep Docker layers, and should."""

from __future__ import annotations

from collections.abc import Iterator

from generator.spec.rules.protocol import Finding, Reading, ServiceRule


def _check(reading: Reading) -> Iterator[Finding]:
    build = reading.service.build
    # https://docs.aws.amazon.com/codebuild/latest/userguide/caching-local.html
    if build.compute == "2xlarge" and build.cache:
        where = reading.culprit(("build", "cache"), ("build", "compute"))
        yield Finding(where, "a 2xlarge build machine cannot keep Docker layers between builds", "add `cache: false`")


RULE = ServiceRule("build-cache", "Docker layers are kept on machines that can.", _check)
