"""What came back over HTTP -> an answer of AWS in the shape that botocore knows, or the knowledge that it is none.

A login page, a proxy or a gateway answers with anything: botocore reads text for JSON as an answer without a member,
and passes numbers on where names belong. https://smithy.io/2.0/aws/protocols/ says how each protocol writes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from generator.errors import OutsideError

NETWORK = "check the network (is a login page in the way?), a proxy, and AWS_ENDPOINT_URL"
_ROOT = re.compile(rb"\A\s*(?:<\?xml[^>]*\?>\s*)?<(?:[\w.-]+:)?([\w.-]+)")
"""The first element; a document with a type declaration has none, so that no entity is ever expanded."""
_SHOWN = 200
"""Bytes of what came back that an error quotes."""
_READ = frozenset({"policyDocumentType", "TemplateBody"})
"""Strings that botocore has read as JSON by then, where they are: botocore.handlers.json_decode_policies, and
json_decode_template_body."""
_JSON = frozenset({"json", "rest-json"})
_SCALARS: Mapping[str, type | tuple[type, ...]] = {
    "string": str,
    "character": str,
    "integer": int,
    "long": int,
    "float": (int, float),
    "double": (int, float),
    "boolean": bool,
    "timestamp": datetime,
    "blob": (bytes, bytearray),
}


class ForeignAnswerError(ValueError):
    """What came back was not written by AWS."""


class Record(dict[str, Any]):
    """A structure of an answer. Raises OutsideError where a member is read by its name and is not there."""

    def __init__(self, operation: str, members: Mapping[str, Any]) -> None:
        super().__init__(members)
        self.operation = operation

    def __missing__(self, member: str) -> Any:
        raise no_answer(self.operation, f"{member} is missing")


def first(answer: Mapping[str, Any], key: str) -> Any:
    """The first item of a list that AWS never leaves empty. Raises OutsideError where it is."""
    items = answer[key]
    if not items:
        raise no_answer(getattr(answer, "operation", ""), f"{key} is empty")
    return items[0]


def no_answer(operation: str, found: str) -> OutsideError:
    """What to do when something else than AWS answers; ``operation`` is spelt as botocore's method, or as the API's."""
    what = f"{api_name(operation)} was not answered"
    return OutsideError(what, f"what came back is no answer of AWS: {found or 'nothing'}", NETWORK)


def api_name(operation: str) -> str:
    """``describe_stacks`` -> ``DescribeStacks``."""
    return "".join(word[:1].upper() + word[1:] for word in operation.split("_"))


def before_parse(operation_model: Any, response_dict: dict[str, Any], **rest: Any) -> None:
    """Botocore's event between an answer and its parser. Raises ForeignAnswerError for what AWS has not written.

    An error of a server stays one, without the text that is no AWS's, so that botocore tries again.
    """
    status, body = response_dict["status_code"], response_dict.get("body") or b""
    if operation_model.http.get("method") == "HEAD" or not isinstance(body, bytes):
        return
    protocol = operation_model.service_model.resolved_protocol
    if status < 300:
        is_known = _is_result(protocol, operation_model, body)
    else:
        is_known = _is_refusal(protocol, response_dict.get("headers") or {}, body)
    if is_known:
        return
    if status < 500:
        text = body[:_SHOWN].decode("utf-8", "replace")
        raise ForeignAnswerError(f"HTTP {status} {text}".rstrip())
    response_dict["body"] = b""


def after_call(http_response: Any, parsed: dict[str, Any], model: Any, **rest: Any) -> None:
    """Botocore's event after the parser: every structure becomes a Record. Raises OutsideError for a wrong type."""
    if http_response.status_code >= 300 or model.output_shape is None:
        return
    for name, shape in model.output_shape.members.items():
        if name in parsed:
            parsed[name] = _checked(parsed[name], shape, model.name, name)


def _is_result(protocol: str, operation: Any, body: bytes) -> bool:
    if protocol in _JSON:
        has_members = operation.output_shape is not None and bool(operation.output_shape.members)
        return _is_object(body) if body.strip() or has_members else True
    if protocol in {"query", "ec2"}:
        return _root(body) == f"{operation.name}Response"
    return not body.strip() or _root(body).lower() not in {"", "html"}


def _is_refusal(protocol: str, headers: Mapping[str, str], body: bytes) -> bool:
    if protocol in _JSON:
        return any(name.lower() == "x-amzn-errortype" for name in headers) or _is_object(body)
    return bool(_root(body)) and b"<Code>" in body


def _is_object(body: bytes) -> bool:
    try:
        return isinstance(json.loads(body), dict)
    except (ValueError, RecursionError):
        return False


def _root(body: bytes) -> str:
    match = _ROOT.match(body)
    return match[1].decode("ascii", "replace") if match else ""


def _checked(value: Any, shape: Any, operation: str, path: str) -> Any:
    """``value`` with Records in it. The shapes of botocore are trees or, in few services, lists of themselves."""
    kind = shape.type_name
    if kind == "structure" and not shape.is_document_type:
        _expect(isinstance(value, dict), operation, path, kind)
        members = {
            name: _checked(inner, shape.members[name], operation, f"{path}.{name}") if name in shape.members else inner
            for name, inner in value.items()
        }
        return Record(operation, members)
    if kind == "list":
        _expect(isinstance(value, list), operation, path, kind)
        return [_checked(inner, shape.member, operation, path) for inner in value]
    if kind == "map":
        _expect(isinstance(value, dict), operation, path, kind)
        return {key: _checked(inner, shape.value, operation, path) for key, inner in value.items()}
    if kind in _SCALARS and shape.name not in _READ:
        is_number = isinstance(value, bool) and kind not in {"boolean"}
        _expect(isinstance(value, _SCALARS[kind]) and not is_number, operation, path, kind)
    return value


def _expect(is_so: bool, operation: str, path: str, kind: str) -> None:
    if not is_so:
        raise no_answer(operation, f"{path} is no {kind}")
