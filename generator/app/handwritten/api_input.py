"""The input of an AWS API, or an IAM policy -> a template of the one resource that the call makes.

Each is in the API's own words and becomes CloudFormation's, so that the rules for templates judge it; a finding goes
back to the file's own line.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path as FilePath
from typing import Any

from generator.app.handwritten.document import Written
from generator.gate.kind import Input, input_of
from generator.gate.subject import Path, Subject
from generator.gate.system import capitalised
from generator.problems import Location

_RENAMED = {
    "AWS::CodeBuild::Project": {"Buildspec": "BuildSpec", "VpcConfig": "VpcConfig"},
    "AWS::CodeDeploy::DeploymentGroup": {"EcsServices": "ECSServices"},
}
"""Where CloudFormation's key is not the API's with a capital letter."""


def api_input(written: Written, stack: str, region: str) -> Subject | None:
    """The template of what the call makes; None for data that no known call takes."""
    data = written.data
    call = input_of(data) if isinstance(data, Mapping) else None
    if call is None:
        return None
    inner = data[call.prefix[0]] if call.prefix else data
    properties = _renamed(capitalised(inner), _RENAMED.get(call.type, {}))
    return _template(written, stack, region, call.type, properties, _lines(written, call))


def policy(written: Written, stack: str, region: str) -> Subject:
    """The template of a role that trusts as the policy says, or of a managed policy that allows it."""
    document = written.data
    said = document.get("Statement")
    statements = said if isinstance(said, list) else [said]
    is_trust = any(isinstance(item, Mapping) and "Principal" in item for item in statements)
    kind, key = (
        ("AWS::IAM::Role", "AssumeRolePolicyDocument") if is_trust else ("AWS::IAM::ManagedPolicy", "PolicyDocument")
    )
    lines = {("Properties", key, *path): location for path, location in written.lines.items()}
    return _template(written, stack, region, kind, {key: document}, lines)


def _template(
    written: Written, stack: str, region: str, kind: str, properties: Any, lines: Mapping[Path, Location]
) -> Subject:
    stem = FilePath(written.path).stem
    logical_id = "".join(part.capitalize() for part in stem.replace(".", "-").replace("_", "-").split("-")) or "File"
    start = Location(written.path, 1, 1)
    return Subject(
        path=written.path,
        stack=stack,
        text=written.text,
        data={"Resources": {logical_id: {"Type": kind, "Properties": properties}}},
        regions=(region,),
        origins={},
        origin=start,
        lines={(): start, **{("Resources", logical_id, *path): location for path, location in lines.items()}},
    )


def _lines(written: Written, call: Input) -> dict[Path, Location]:
    """Where each value stands, by the path that it has as a resource."""
    names = _RENAMED.get(call.type, {})
    length = len(call.prefix)
    return {
        ("Properties", *(_key(step, names) for step in path[length:])): location
        for path, location in written.lines.items()
        if path[:length] == call.prefix
    }


def _key(step: str | int, names: Mapping[str, str]) -> str | int:
    if isinstance(step, int):
        return step
    capital = step[:1].upper() + step[1:]
    return names.get(capital, capital)


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, Mapping):
        return {names.get(key, key): _renamed(item, names) for key, item in value.items()}
    return [_renamed(item, names) for item in value] if isinstance(value, list) else value
