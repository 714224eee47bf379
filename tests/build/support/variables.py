"""How CodePipeline fills in ``#{namespace.name}``; an action that names a variable that is not there fails.

https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-variables.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

_VARIABLE = re.compile(r"#\{([^}]*)\}")
LONGEST_VALUE = 1000
"""Of a configuration value: https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodeBuild.html"""


def resolve(text: str, variables: Mapping[str, str]) -> str:
    """The text with its variables filled in; KeyError where CodePipeline would fail the action."""
    return _VARIABLE.sub(lambda match: variables[match[1]], text)


def named(value: Any) -> Iterator[str]:
    """The variables that are named anywhere in ``value``."""
    if isinstance(value, str):
        yield from _VARIABLE.findall(value)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from named(item)
    elif isinstance(value, list):
        for item in value:
            yield from named(item)


def always(pipeline: Mapping[str, Any], buildspec: Mapping[str, Any]) -> set[str]:
    """What each run has, however it was started; the tag is not among it, and what the build exports is.

    A pipeline's own variable without a default has a run that gives no value refused.
    """
    assert all(variable["DefaultValue"] for variable in pipeline["Variables"])
    own = {f"variables.{variable['Name']}" for variable in pipeline["Variables"]}
    actions = [action for stage in pipeline["Stages"] for action in stage["Actions"]]
    sources = [action["Namespace"] for action in actions if action["Name"] == "Source"]
    documented = ("AuthorDate", "BranchName", "CommitId", "CommitMessage", "ConnectionArn", "FullRepositoryName")
    from_source = {f"{namespace}.{name}" for namespace in sources for name in documented}
    builds = [action["Namespace"] for action in actions if action["Name"] == "Build" and "Namespace" in action]
    exported = buildspec["env"].get("exported-variables", ())
    from_build = {f"{namespace}.{name}" for namespace in builds for name in exported}
    return {"codepipeline.PipelineExecutionId"} | own | from_source | from_build
