"""The tag that triggers releases -> a complaint when no release's tag could match it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.spec.rules.protocol import Finding, ProjectRule, Reading


def _check(reading: Reading) -> Iterator[Finding]:
    tag, prefix = reading.project.environment.trigger.tag, reading.project.git.tag_prefix
    if tag and not tag.startswith(prefix):
        message = f"'{tag}' does not begin with git.tag_prefix, '{prefix}', as the tag of every release does"
        where = reading.at("environments", reading.name, "trigger", "tag")
        yield Finding(where, message, f"write '{prefix}*', or change git.tag_prefix")


RULE = ProjectRule("tag-prefix", "A tag that triggers releases begins as the tags of releases do.", _check)
