"""A stand-in for ``aws``: answers in the shapes of the API, and looks with ``--query`` at the answer."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import jmespath

from tests.build.support.stand_ins import ecs
from tests.build.support.stand_ins.place import PASSWORD, Place, options, refuse

_SERVICE_ERROR = 254


def main(folder: str, arguments: list[str]) -> None:
    place = Place(Path(folder))
    call = ["aws", *arguments]
    given = options([word for word in arguments[2:] if word != "--no-paginate"])
    name = " ".join(arguments[:2])
    answer, of_a_task = _ANSWERS.get(name), ecs.ANSWERS.get(name)
    if given is None or not (answer or of_a_task):
        place.unknown(call)
    if place.fails(call):
        place.record(call, failed=True)
        refuse(f"An error occurred (AccessDeniedException): no {arguments[1]} for you", _SERVICE_ERROR)
    query, output = given.pop("query", None), given.pop("output", None)
    response = answer(place.read(), given) if answer else of_a_task(place, given) if of_a_task else {}
    place.record(call, response=response)
    if arguments[1] == "get-login-password":
        sys.stdout.write(f"{PASSWORD}\n")
    elif query is None or output != "text":
        place.unknown(call)
    else:
        sys.stdout.write(f"{_text(jmespath.search(query, response))}\n")


def _text(value: Any) -> str:
    """A scalar as ``--output text`` has it, several of them between tabs, and several of those as lines."""
    if isinstance(value, list):
        return ("\n" if any(isinstance(item, list) for item in value) else "\t").join(map(_text, value))
    if value is not None and type(value) not in (str, int):
        raise TypeError(f"the query finds {value!r}, which is no scalar")
    return str(value)


def _get_login_password(state: dict[str, Any], given: dict[str, str]) -> dict[str, Any]:
    if given:
        refuse(f"stand-in: {given}")
    return {"authorizationData": [{"authorizationToken": PASSWORD, "proxyEndpoint": f"https://{state['registry']}"}]}


def _batch_get_image(state: dict[str, Any], given: dict[str, str]) -> dict[str, Any]:
    tag = _shorthand(given["image-ids"])["imageTag"]
    image = {"imageTag": tag}
    digest = state["images"].get(tag) if given["repository-name"] == state["repository"] else None
    if digest is None:
        reason = "Requested image not found"
        return {
            "images": [],
            "failures": [{"imageId": image, "failureCode": "ImageNotFound", "failureReason": reason}],
        }
    found = {
        "registryId": state["registry"].split(".")[0],
        "repositoryName": state["repository"],
        "imageId": {"imageDigest": digest, **image},
        "imageManifest": "{}",
        "imageManifestMediaType": "application/vnd.docker.distribution.manifest.v2+json",
    }
    return {"images": [found], "failures": []}


def _list_action_executions(state: dict[str, Any], given: dict[str, str]) -> dict[str, Any]:
    run = _shorthand(given["filter"])["pipelineExecutionId"]
    actions = [action for action in state["actions"] if action["pipelineExecutionId"] == run]
    return {"actionExecutionDetails": actions if given["pipeline-name"] == state["pipeline"] else []}


def _get_secret_value(state: dict[str, Any], given: dict[str, str]) -> dict[str, Any]:
    name = given["secret-id"].split(":")[-1]
    if name not in state["secrets"]:
        refuse("An error occurred (ResourceNotFoundException): Secrets Manager can't find the specified secret.")
    arn = f"arn:aws:secretsmanager:us-west-2:123456789012:secret:{name}-AbCdEf"
    return {"ARN": arn, "Name": name, "SecretString": state["secrets"][name]}


def _shorthand(text: str) -> dict[str, str]:
    """``a=b,c=d``, as https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-shorthand.html has it."""
    return dict(part.split("=", 1) for part in text.split(","))


_ANSWERS = {
    "ecr get-login-password": _get_login_password,
    "ecr batch-get-image": _batch_get_image,
    "secretsmanager get-secret-value": _get_secret_value,
    "codepipeline list-action-executions": _list_action_executions,
}
