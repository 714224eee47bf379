"""An answer of AWS as plain data -> checked against botocore's own shape of it, and written as AWS would send it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any
from urllib.parse import unquote
from xml.sax.saxutils import escape

import botocore.session
from botocore.validate import ParamValidator


@cache
def operation(service: str, name: str) -> Any:
    """Botocore's model of an operation."""
    return botocore.session.get_session().get_service_model(service).operation_model(name)


def reading(service: str, path: str) -> tuple[str, Mapping[str, str]]:
    """The operation that GET of a path is, and what the path says; of the protocol ``rest-json``.

    https://smithy.io/2.0/spec/http-bindings.html
    """
    model = botocore.session.get_session().get_service_model(service)
    for name in model.operation_names:
        http = model.operation_model(name).http
        pattern = re.sub(r"\{(\w+)\+?\}", r"(?P<\1>[^/]+)", http["requestUri"])
        if http["method"] == "GET" and (found := re.fullmatch(pattern, path)):
            return name, {key: unquote(value) for key, value in found.groupdict().items()}
    raise LookupError(f"{service} reads nothing at {path}")


def check(service: str, name: str, answer: Mapping[str, Any]) -> None:
    """Raises AssertionError when AWS could not answer so: a wrong key, type or enum."""
    shape = operation(service, name).output_shape
    if shape is None:
        assert not answer, f"{service} {name} answers nothing"
        return
    report = ParamValidator().validate(answer, shape)
    wrong = [report.generate_report(), *_wrong_enums(answer, shape, name)]
    assert not any(wrong), f"{service} {name}: {'; '.join(filter(None, wrong))}"


def _wrong_enums(value: Any, shape: Any, path: str) -> Iterator[str]:
    if shape.type_name == "structure":
        for key, inner in value.items():
            if key in shape.members:
                yield from _wrong_enums(inner, shape.members[key], f"{path}.{key}")
    elif shape.type_name == "list":
        for index, inner in enumerate(value):
            yield from _wrong_enums(inner, shape.member, f"{path}[{index}]")
    elif shape.type_name == "string" and shape.enum and value not in shape.enum:
        yield f"{path}: {value!r} is none of {', '.join(shape.enum)}"


def written(service: str, name: str, answer: Mapping[str, Any]) -> tuple[str, bytes]:
    """Content type and body, by the service's protocol.

    https://smithy.io/2.0/aws/protocols/
    """
    model = operation(service, name)
    protocol, shape = model.service_model.resolved_protocol, model.output_shape
    if protocol in {"json", "rest-json"}:
        return "application/x-amz-json-1.1", json.dumps(_json(answer, shape)).encode()
    inner = "".join(_members(answer, shape, protocol)) if shape else ""
    if protocol == "query":
        inner = f"<{name}Result>{inner}</{name}Result><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata>"
    return "text/xml", f"<{name}Response>{inner}</{name}Response>".encode()


def refusal(service: str, name: str, code: str, message: str) -> tuple[str, bytes]:
    """Content type and body of a refusal."""
    protocol = operation(service, name).service_model.resolved_protocol
    if protocol in {"json", "rest-json"}:
        return "application/x-amz-json-1.1", json.dumps({"__type": code, "message": message}).encode()
    error = f"<Error><Type>Sender</Type><Code>{escape(code)}</Code><Message>{escape(message)}</Message></Error>"
    if protocol == "ec2":
        return "text/xml", f"<Response><Errors>{error}</Errors><RequestID>1</RequestID></Response>".encode()
    return "text/xml", f"<ErrorResponse>{error}<RequestId>1</RequestId></ErrorResponse>".encode()


def _json(value: Any, shape: Any) -> Any:
    """Times are numbers in this protocol."""
    if shape.type_name == "structure":
        return {key: _json(inner, shape.members[key]) for key, inner in value.items()}
    if shape.type_name == "list":
        return [_json(inner, shape.member) for inner in value]
    if shape.type_name == "map":
        return {key: _json(inner, shape.value) for key, inner in value.items()}
    return _time(value).timestamp() if shape.type_name == "timestamp" else value


def _members(value: Mapping[str, Any], shape: Any, protocol: str) -> Iterator[str]:
    for key, inner in value.items():
        member = shape.members[key]
        yield _element(member.serialization.get("name", key), inner, member, protocol)


def _element(name: str, value: Any, shape: Any, protocol: str) -> str:
    if shape.type_name == "structure":
        text = "".join(_members(value, shape, protocol))
    elif shape.type_name == "list":
        item = shape.member.serialization.get("name", "member")
        if shape.serialization.get("flattened"):
            return "".join(_element(name, inner, shape.member, protocol) for inner in value)
        text = "".join(_element(item, inner, shape.member, protocol) for inner in value)
    elif shape.type_name == "map":
        pairs = ((key, _element("value", inner, shape.value, protocol)) for key, inner in value.items())
        text = "".join(f"<entry><key>{escape(key)}</key>{inner}</entry>" for key, inner in pairs)
    elif shape.type_name == "timestamp":
        text = _time(value).isoformat()
    else:
        text = escape(str(value).lower() if isinstance(value, bool) else str(value))
    return f"<{name}>{text}</{name}>"


def _time(value: Any) -> datetime:
    assert isinstance(value, datetime)
    return value.astimezone(UTC)
