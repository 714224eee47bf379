"""Calls of the emulator's own services, over HTTP as CloudFormation makes its calls: signed, in the stack's region."""

from __future__ import annotations

import os
from collections.abc import Mapping
from threading import Lock
from typing import Any

import botocore.session
from botocore.config import Config
from botocore.exceptions import ClientError, ParamValidationError
from ministack.core.responses import get_account_id, get_region

from tests.emulator.inside.shape import InvalidError, parameters

_SESSION = botocore.session.Session()
_LOCK = Lock()
_CLIENTS: dict[tuple[str, str, str], Any] = {}


def call(service: str, operation: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to a call, such as ``("ecs", "CreateCluster", {...})``.

    Raises InvalidError when botocore refuses the arguments, and ClientError when the service refuses the call.
    """
    client = _client(service)
    method = {name: python for python, name in client.meta.method_to_api_mapping.items()}[operation]
    try:
        answer: dict[str, Any] = getattr(client, method)(**arguments)
    except ParamValidationError as refusal:
        raise InvalidError(str(refusal)) from refusal
    answer.pop("ResponseMetadata", None)
    return answer


def request(
    service: str, operation: str, properties: Mapping[str, Any], names: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """A resource's properties as the parameters of that operation."""
    return parameters(input_shape(service, operation), properties, names)


def input_shape(service: str, operation: str) -> Any:
    """What that operation takes, as botocore describes it."""
    return _client(service).meta.service_model.operation_model(operation).input_shape


def absent(refusal: ClientError, *codes: str) -> bool:
    """Whether the refusal says that there is no such thing: deleting it again is no failure."""
    return refusal.response["Error"]["Code"] in codes


def _client(service: str) -> Any:
    key = (service, get_account_id(), get_region())
    with _LOCK:  # Making clients is not safe in several threads; using them is.
        if key not in _CLIENTS:
            _CLIENTS[key] = _SESSION.create_client(
                service,
                region_name=get_region(),
                endpoint_url=f"http://127.0.0.1:{os.environ['GATEWAY_PORT']}",
                aws_access_key_id=get_account_id(),
                aws_secret_access_key="test",
                config=Config(retries={"max_attempts": 0}, s3={"addressing_style": "path"}, max_pool_connections=50),
            )
        return _CLIENTS[key]
