"""Operations as functions -> one of AWS's JSON services, in memory; it takes and gives what botocore's model says."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from typing import Any

import botocore.session
from botocore.validate import ParamValidator
from ministack.core.responses import get_account_id, get_region

from tests.emulator.inside.shape import InvalidError, parameters

_LOG = logging.getLogger("added")
_SESSION = botocore.session.Session()

Store = dict[str, dict[str, Any]]
"""What a service keeps in one account and region: a collection's name -> a thing's name -> the thing."""


class RefusedError(Exception):
    """A service's refusal: its code for why, and its words."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)


class Service:
    """One service. ministack calls :meth:`handle_request` and :meth:`reset`, as of its own service modules."""

    def __init__(self, name: str, operations: Mapping[str, Callable[[Store, dict[str, Any]], dict[str, Any]]]) -> None:
        self.name = name
        self.model = _SESSION.get_service_model(name)
        self.target = str(self.model.metadata["targetPrefix"])
        self._operations = operations
        self._stores: dict[tuple[str, str], Store] = {}
        unknown = set(operations) - set(self.model.operation_names)
        assert not unknown, f"{name} has no {unknown}"

    def reset(self) -> None:
        self._stores.clear()

    def store(self, account: str, region: str) -> Store:
        """What it keeps there."""
        return self._stores.setdefault((account, region), {})

    async def handle_request(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes, query: Any
    ) -> tuple[int, dict[str, str], bytes]:
        """One call in the JSON protocol, which names the operation in a header."""
        operation = headers.get("x-amz-target", "").rpartition(".")[2]
        try:
            return self._answer(200, self._called(operation, json.loads(body or b"{}")))
        except RefusedError as refusal:
            return self._answer(400, {"__type": refusal.code, "message": str(refusal)})
        except InvalidError as refusal:
            return self._answer(400, {"__type": "ValidationException", "message": str(refusal)})

    def _called(self, operation: str, arguments: dict[str, Any]) -> dict[str, Any]:
        if operation not in self._operations:
            raise RefusedError("UnknownOperationException", f"the emulator of {self.name} has no {operation}")
        model = self.model.operation_model(operation)
        taken = parameters(model.input_shape, arguments)
        _hold(taken, model.input_shape, InvalidError)
        answer = self._operations[operation](self.store(get_account_id(), get_region()), taken)
        if model.output_shape is not None:
            _hold(answer, model.output_shape, AssertionError)
        return answer

    def _answer(self, status: int, answer: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
        content = f"application/x-amz-json-{self.model.metadata['jsonVersion']}"
        return status, {"Content-Type": content}, json.dumps(answer).encode()


def _hold(value: dict[str, Any], shape: Any, error: type[Exception]) -> None:
    report = ParamValidator().validate(value, shape)
    if report.has_errors():
        _LOG.error("%s: %s", shape.name, report.generate_report())
        raise error(report.generate_report())


def found(store: Store, collection: str, name: str, code: str) -> dict[str, Any]:
    """That thing; raises RefusedError with the service's code when there is none."""
    thing: dict[str, Any] | None = store.get(collection, {}).get(name)
    if thing is None:
        raise RefusedError(code, f"No {collection} found for name: {name}")
    return thing


def add(store: Store, collection: str, name: str, thing: dict[str, Any], code: str) -> None:
    """Keeps it; raises RefusedError with the service's code when the name is taken."""
    if name in store.setdefault(collection, {}):
        raise RefusedError(code, f"{collection} already exists: {name}")
    store[collection][name] = thing
