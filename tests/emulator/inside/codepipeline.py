"""CodePipeline: pipelines are kept and read, and run nothing.

https://docs.aws.amazon.com/codepipeline/latest/APIReference/Welcome.html
"""

from __future__ import annotations

import time
from typing import Any

from ministack.core.responses import get_account_id, get_region

from tests.emulator.inside.api import call, input_shape
from tests.emulator.inside.kind import Kind, Made, Properties, tags, without
from tests.emulator.inside.service import RefusedError, Service, Store, add, found
from tests.emulator.inside.shape import parameters
from tests.emulator.inside.tag import Spelling, TagStore, retag

_TAGS = Spelling(arn="resourceArn", tags="tags", keys="tagKeys", key="key", value="value")
_TAG_STORE = TagStore(_TAGS)


def _create(store: Store, given: dict[str, Any]) -> dict[str, Any]:
    declared = given["pipeline"] | {"version": 1}
    _check(declared)
    thing = {"pipeline": declared, "created": time.time(), "updated": time.time()}
    add(store, "Pipeline", declared["name"], thing, "PipelineNameInUseException")
    _TAG_STORE.keep(store, _arn(declared["name"]), given.get("tags", []))
    return {"pipeline": declared, "tags": given.get("tags", [])}


def _update(store: Store, given: dict[str, Any]) -> dict[str, Any]:
    thing = _pipeline(store, given["pipeline"])
    _check(given["pipeline"])
    thing["pipeline"] = given["pipeline"] | {"version": thing["pipeline"]["version"] + 1}
    thing["updated"] = time.time()
    return {"pipeline": thing["pipeline"]}


def _check(declared: dict[str, Any]) -> None:
    """What CodePipeline refuses: https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html."""
    if ("artifactStore" in declared) == ("artifactStores" in declared):
        raise RefusedError("InvalidStructureException", "either artifactStore or artifactStores is needed")
    stages = declared["stages"]
    if len(stages) < 2 or {action["actionTypeId"]["category"] for action in stages[0]["actions"]} != {"Source"}:
        raise RefusedError("InvalidStructureException", "the first of two or more stages must have sources alone")
    if declared.get("triggers") and declared.get("pipelineType") != "V2":
        raise RefusedError("InvalidStructureException", "Triggers on tag can only be used with V2 pipelines")
    sources = {action["name"] for action in stages[0]["actions"]}
    for trigger in declared.get("triggers", []):
        if trigger["gitConfiguration"]["sourceActionName"] not in sources:
            raise RefusedError("InvalidStructureException", "a trigger must name a source action")
    made: set[str] = set()
    for action in (action for stage in stages for action in stage["actions"]):
        missing = {artifact["name"] for artifact in action.get("inputArtifacts", [])} - made
        if missing:
            raise RefusedError("InvalidStructureException", f"{action['name']} takes {missing}, which nothing makes")
        made |= {artifact["name"] for artifact in action.get("outputArtifacts", [])}


def _get(store: Store, given: dict[str, Any]) -> dict[str, Any]:
    thing = _pipeline(store, given)
    metadata = {"pipelineArn": _arn(given["name"]), "created": thing["created"], "updated": thing["updated"]}
    return {"pipeline": thing["pipeline"], "metadata": metadata}


def _delete(store: Store, given: dict[str, Any]) -> dict[str, Any]:
    store.get("Pipeline", {}).pop(given["name"], None)
    _TAG_STORE.drop(store, _arn(given["name"]))
    return {}


def _list(store: Store, given: dict[str, Any]) -> dict[str, Any]:
    return {
        "pipelines": [
            {"name": name, "version": thing["pipeline"]["version"]}
            for name, thing in sorted(store.get("Pipeline", {}).items())
        ]
    }


def _pipeline(store: Store, given: dict[str, Any]) -> dict[str, Any]:
    return found(store, "Pipeline", given["name"], "PipelineNotFoundException")


def _arn(name: str) -> str:
    return f"arn:aws:codepipeline:{get_region()}:{get_account_id()}:{name}"


SERVICE = Service(
    "codepipeline",
    {
        "CreatePipeline": _create,
        "GetPipeline": _get,
        "UpdatePipeline": _update,
        "DeletePipeline": _delete,
        "ListPipelines": _list,
        "TagResource": _TAG_STORE.tag,
        "UntagResource": _TAG_STORE.untag,
        "ListTagsForResource": _TAG_STORE.list,
    },
)


def _make(properties: Properties, name: str) -> Made:
    declared = _declared({"Name": name, **properties})
    listed = [{"key": tag["Key"], "value": tag["Value"]} for tag in tags(properties)]
    call("codepipeline", "CreatePipeline", {"pipeline": declared, "tags": listed})
    return Made(declared["name"], {"Version": "1"})


def _change(name: str, old: Properties, new: Properties) -> Made:
    answer = call("codepipeline", "UpdatePipeline", {"pipeline": _declared({"Name": name, **new})})
    retag("codepipeline", _TAGS, _arn(name), old, new)
    return Made(name, {"Version": str(answer["pipeline"]["version"])})


def _remove(name: str, properties: Properties) -> None:
    call("codepipeline", "DeletePipeline", {"name": name})


def _declared(properties: Properties) -> dict[str, Any]:
    shape = input_shape("codepipeline", "CreatePipeline").members["pipeline"]
    return parameters(shape, without(properties, "Tags", "RestartExecutionOnUpdate"))


KINDS = {"AWS::CodePipeline::Pipeline": Kind(_make, _change, _remove)}
