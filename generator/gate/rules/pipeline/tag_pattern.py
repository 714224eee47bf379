"""Systems -> triggers for tags whose patterns match no version, or also what the build refuses.

A pattern is a glob on the tag's name: https://docs.aws.amazon.com/codepipeline/latest/userguide/syntax-glob.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.gate.action import PIPELINE
from generator.gate.build import builds_of
from generator.gate.image_source import image_tags, starts
from generator.gate.rule import Finding, Rule
from generator.gate.shell import commands
from generator.gate.system import Resource, System
from generator.gate.tag_glob import compiled, takes, versions
from generator.gate.trigger import pushes
from generator.gate.value import is_unknown, texts
from generator.problems import Severity

_REGEX = re.compile(r"^\^|\$$|^v?\.\*|\\[dws]|\(\?|[\])][+?]")
"""What a glob may have, and means no more than itself there; a bracket and a star are a glob's too."""
_CUT = re.compile(r"#v\}|\^v|refs/tags/v")
"""A build that cuts a small v off the tag, or asks for one."""
_DEMANDED = re.compile(r"""["']?\$\{?\w+\}?["']?\s*=\s*["']?([\w/@-]*)\$\{?VERSION\}?""")
"""A build that compares the tag with what must begin it: ``[ "$TAG" = "v$VERSION" ]``."""
_STRIPPED = re.compile(r"""\[ "\$\{?(\w+)\}?" != "\$\{(\w+)#([\w/@-]+)\}" \]""")
"""A build that goes on where something was cut off the tag: ``[ "$TAG" != "${TAG#v}" ]``."""
_REFUSED = ("1.2.3", "latest", "nightly", "v1.2.3", "release-1.2.3")


class _Filter(NamedTuple):
    """What a push filter says of tags."""

    includes: list[str]
    excludes: list[str]


def _check(system: System) -> Iterator[Finding]:
    for pipeline in system.of(PIPELINE):
        scripts = _scripts(system, pipeline)
        takes_small = any(map(_CUT.search, scripts))
        prefix = _demanded(scripts)
        for path, push in pushes(pipeline):
            tags = push.get("Tags")
            if is_unknown(tags):
                continue
            given = _Filter(texts(_of(tags, "Includes")), texts(_of(tags, "Excludes")))
            for key, message, severity in _complaints(given, prefix, takes_small=takes_small):
                yield Finding(pipeline, message, (*path, "Tags", key), "a glob on the tag's name, as v*", severity)

    for start in starts(system):
        prefix, patterns = _demanded(_scripts(system, start.pipeline)), image_tags(start.rule)
        if start.images and prefix is not None and patterns is not None:
            for _, message, severity in _complaints(_Filter(patterns, []), prefix, takes_small=False):
                yield Finding(start.rule, message, ("EventPattern",), 'image-tag: [{"wildcard": "v*"}]', severity)


def _demanded(scripts: list[str]) -> str | None:
    """What must begin a tag, where that is certain."""
    demanded = {match[1] for script in scripts for match in _DEMANDED.finditer(script)}
    demanded |= {match[3] for script in scripts for match in _STRIPPED.finditer(script) if match[1] == match[2]}
    return demanded.pop() if len(demanded) == 1 else None


def _scripts(system: System, pipeline: Resource) -> list[str]:
    """What its builds run; where a buildspec is of no pipeline that is known, it may be this one's."""
    scripts = []
    for buildspec in system.buildspecs:
        builds = [*builds_of(system, buildspec)]
        if not builds or any(build.pipeline is pipeline for build in builds):
            scripts.append(commands(buildspec))
    return scripts


def _of(tags: object, key: str) -> object:
    return tags.get(key) if isinstance(tags, dict) else None


def _complaints(given: _Filter, prefix: str | None, *, takes_small: bool) -> Iterator[tuple[str, str, Severity]]:
    reasons = [_why(pattern, prefix, takes_small=takes_small) for pattern in given.includes]
    if reasons and all(reasons):
        told = "; ".join(f"'{pattern}' {why}" for pattern, why in zip(given.includes, reasons, strict=True))
        is_name = all(why.startswith("is the one tag") for why in reasons)
        severity = Severity.WARNING if is_name and prefix is None else Severity.ERROR
        yield "Includes", f"no tag starts it: {told}", severity
        return
    if (tag := _missed(given)) is not None:
        yield "Includes", f"the version {tag} starts nothing: a bracket stands for one letter", Severity.WARNING
    started = [tag for pattern in given.includes * bool(given.excludes) for tag in versions(pattern, prefix)]
    if started and all(takes(given.excludes, tag) for tag in started):
        yield "Excludes", f"no tag starts it: Excludes has each that Includes has, as {started[0]}", Severity.ERROR
    if prefix is None:
        return
    for tag in _REFUSED:
        other = not re.fullmatch(rf"{re.escape(prefix)}\d.*", tag)
        if other and takes(given.includes, tag) and not takes(given.excludes, tag):
            message = f"the tag '{tag}' starts it too, and the build refuses what does not begin with '{prefix}'"
            yield "Includes", message, Severity.WARNING
            break


def _missed(given: _Filter) -> str | None:
    """A version with two digits somewhere, where the patterns want one digit in each place."""
    for start in ("v", ""):
        if takes(given.includes, f"{start}1.2.3") and any("[0-9]" in pattern for pattern in given.includes):
            missed = (tag for tag in (f"{start}1.10.0", f"{start}10.0.0") if not takes(given.includes, tag))
            return next(missed, None)
    return None


def _why(pattern: str, prefix: str | None, *, takes_small: bool) -> str:
    """Why the tag of no version can match; nothing where one can."""
    if pattern.startswith("refs/"):
        return "is a ref, and a tag's name has no refs/tags/"
    if _REGEX.search(pattern):
        return "is a regular expression, and is read as a glob"
    if compiled(pattern) is None:
        return "is no glob: a bracket is not closed, or a group is inside of another"
    if pattern.startswith("V") and takes_small:
        return "begins with a capital V, and the build takes tags with a small one"
    if next(versions(pattern, prefix), ""):
        return ""
    if prefix is not None and next(versions(pattern), ""):
        return f"takes no version as {prefix}1.2.3, and the build takes no other"
    return (
        "takes no version, as v1.2.3" if re.search(r"[*?\[{]", pattern) else "is the one tag of that name, no version"
    )


RULE = Rule(
    "tag-pattern",
    "A trigger for tags has a pattern that some version's tag matches.",
    "https://docs.aws.amazon.com/codepipeline/latest/userguide/syntax-glob.html",
    _check,
    """
 Resources:
   Pipeline:
     Type: AWS::CodePipeline::Pipeline
     Properties:
       PipelineType: V2
       ArtifactStore: {Type: S3, Location: artifacts}
       Triggers:
         - ProviderType: CodeStarSourceConnection
           GitConfiguration:
             SourceActionName: Source
-            Push: [{Tags: {Includes: ["^v[0-9]+$"]}}]
+            Push: [{Tags: {Includes: ["v*"]}}]
       Stages:
         - Name: Source
           Actions:
             - Name: Source
               ActionTypeId: {Category: Source, Owner: AWS, Provider: CodeStarSourceConnection, Version: "1"}
               Configuration:
                 ConnectionArn: arn:aws:codeconnections:us-west-2:111122223333:connection/1
                 FullRepositoryId: acme/shop
                 BranchName: main
                 DetectChanges: "false"
    """,
)
