"""What a container and its build are told -> complaints about names that are taken, and values that do not arrive."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.topic import arn_variable
from generator.naming import placeholder
from generator.spec.rules.protocol import Finding, Reading, ServiceRule

SET_BY_CANARYFORM = {"PORT": "service.port", "VERSION": "the release's version"}
"""Variables that every container gets, and what their value is."""
_DYNAMIC = "{{resolve:"
"""How a reference begins that CloudFormation replaces, also in the middle of a text.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
"""


def _check(reading: Reading) -> Iterator[Finding]:
    service = reading.container
    ours = {**SET_BY_CANARYFORM, **{arn_variable(topic): f"the ARN of the topic {topic}" for topic in service.publish}}
    for kind, names in (("environment", service.environment), ("secrets", service.secrets)):
        for name in names:
            if name in ours:
                message = f"{name} is set by canaryform: it is {ours[name]}"
                yield Finding(reading.at("service", kind, name), message, "remove it")
    for name, value in service.environment.items():
        if why := why_changed(value):
            yield Finding(reading.at("service", "environment", name), *why)
        if name in service.secrets:
            where = reading.culprit(("service", "environment", name), ("service", "secrets", name))
            yield Finding(where, f"{name} is both in environment and in secrets", "keep one of them")
    if "VERSION" in reading.service.build.args:
        message = f"VERSION is set by canaryform: it is {SET_BY_CANARYFORM['VERSION']}"
        yield Finding(reading.at("build", "args", "VERSION"), message, "remove it")


def why_changed(value: str) -> tuple[str, str] | None:
    """Why a container would not get the value as it is written, and what to do instead."""
    if "\0" in value:
        return "holds the character U+0000, which no text of a container can", "remove it"
    for text in placeholder.ALL:
        if text in value:
            return f"holds {text}, which a release replaces by a value of its own", "write it in another way"
    if _DYNAMIC in value:
        return "holds a reference that the first task would get the value of, and no later one", "use service.secrets"
    return None


RULE = ServiceRule(
    "variables", "A variable is set once, is not one that canaryform sets, and arrives as it is written.", _check
)
