"""What only a pipeline does -> complaints where the service, or the environment, has none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.spec.rules.protocol import EnvironmentRule, Finding, Reading

_BEFORE = ("release", "before")
_FALSE = "there is none (release.pipeline is false)"


def _check(readings: Sequence[Reading]) -> Iterator[Finding]:
    for reading in readings:
        release = reading.service.release
        if release.before and not release.pipeline:
            yield Finding(
                reading.culprit(_BEFORE, ("release", "pipeline")),
                f"{reading.service.name} runs nothing before a release: a step of the pipeline would, and {_FALSE}",
                "run it where you release from, before `canaryform deploy --image`",
            )
    first = readings[0]
    if first.project.environment.approval and not first.project.has_pipeline:
        yield Finding(
            first.at("environments", first.name, "approval"),
            f"nobody is asked: a step of the pipeline would do that, and {_FALSE}",
            "let those approve it who run `canaryform deploy --image`: as an environment of GitHub with reviewers does",
        )


RULE = EnvironmentRule("pipeline", "What a pipeline does is asked for where there is one.", _check)
