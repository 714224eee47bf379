"""Calls in the RPC v2 CBOR protocol -> calls in the JSON protocol, and the answers back.

Newer releases of botocore speak CBOR to more services, and ministack reads it only with a package that it does not
require: https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
"""

from __future__ import annotations

import datetime
import json
import re
from typing import Any

import botocore.session
from botocore.parsers import RpcV2CBORParser
from botocore.serialize import RpcV2CBORSerializer

_PATH = re.compile(r"/service/([^/]+)/operation/([A-Za-z]+)")
_SERVICES = ("cloudwatch", "codebuild", "codeconnections", "codedeploy", "codepipeline")
_MODELS = {
    model.metadata["targetPrefix"]: model for model in map(botocore.session.Session().get_service_model, _SERVICES)
}


def is_translated(path: str) -> bool:
    """Whether a request to that path is one of these."""
    call = _PATH.fullmatch(path)
    return call is not None and call[1] in _MODELS


def request(path: str, headers: list[tuple[bytes, bytes]], body: bytes) -> tuple[list[tuple[bytes, bytes]], bytes]:
    """The same call in JSON: its headers and body. Its path is ``/``."""
    call = _PATH.fullmatch(path)
    assert call is not None
    model = _MODELS[call[1]]
    arguments = _read(body)
    kept = [(name, value) for name, value in headers if name not in (b"content-type", b"content-length", b"accept")]
    content = f"application/x-amz-json-{model.metadata.get('jsonVersion', '1.1')}".encode()
    text = json.dumps(arguments, default=_plain).encode()
    target = f"{call[1]}.{call[2]}".encode()
    return [
        *kept,
        (b"content-type", content),
        (b"x-amz-target", target),
        (b"content-length", str(len(text)).encode()),
    ], text


def response(path: str, status: int, body: bytes) -> tuple[list[tuple[bytes, bytes]], bytes]:
    """The answer to it in CBOR: its headers and body."""
    call = _PATH.fullmatch(path)
    assert call is not None
    answer = json.loads(body or b"{}")
    shape = _MODELS[call[1]].operation_model(call[2]).output_shape
    made = _refusal(answer) if status >= 400 else _written(answer, shape)
    head = [(b"content-type", b"application/cbor"), (b"smithy-protocol", b"rpc-v2-cbor")]
    return [*head, (b"content-length", str(len(made)).encode())], made


def _read(body: bytes) -> Any:
    if not body:
        return {}
    parser = RpcV2CBORParser()
    return parser.parse_data_item(parser.get_peekable_stream_from_bytes(body))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.datetime):
        return value.timestamp()
    raise TypeError(f"no JSON for {value!r}")


def _written(answer: dict[str, Any], shape: Any) -> bytes:
    made = bytearray()
    if shape is None:
        return b"\xa0"
    known = _known(answer, shape)
    RpcV2CBORSerializer()._serialize_data_item(made, known, shape)
    return bytes(made)


def _known(value: Any, shape: Any) -> Any:
    """What the shape has, without nulls: a service in JSON may answer more than its model says."""
    if shape.type_name == "structure":
        return {
            name: _known(value[name], member)
            for name, member in shape.members.items()
            if isinstance(value, dict) and value.get(name) is not None
        }
    if shape.type_name == "list":
        return [_known(item, shape.member) for item in value]
    if shape.type_name == "map":
        return {key: _known(item, shape.value) for key, item in value.items()}
    return value


def _refusal(answer: dict[str, Any]) -> bytes:
    """A map of two strings."""
    code, message = str(answer.get("__type", "")), str(answer.get("message", answer.get("Message", "")))
    return b"\xa2" + b"".join(map(_text, ("__type", code, "message", message)))


def _text(text: str) -> bytes:
    data = text.encode()
    return b"\x7a" + len(data).to_bytes(4, "big") + data
