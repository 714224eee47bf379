"""Connections to GitHub, under the new name of the service and the old one: pending until a person authorises them.

https://docs.aws.amazon.com/codeconnections/latest/APIReference/Welcome.html
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from botocore.exceptions import ClientError
from ministack.core.responses import get_account_id, get_region, new_uuid

from tests.emulator.inside.api import absent, call, request
from tests.emulator.inside.kind import Kind, Made, Properties
from tests.emulator.inside.service import Service, Store, add, found
from tests.emulator.inside.tag import Spelling, TagStore, retag

_TAGS = Spelling(arn="ResourceArn", tags="Tags", keys="TagKeys")
_TAG_STORE = TagStore(_TAGS)
_GONE = "ResourceNotFoundException"


def _create(service: str) -> Callable[[Store, dict[str, Any]], dict[str, Any]]:
    def create(store: Store, given: dict[str, Any]) -> dict[str, Any]:
        arn = f"arn:aws:{service}:{get_region()}:{get_account_id()}:connection/{new_uuid()}"
        put(store, arn, given["ConnectionName"], "PENDING", given.get("ProviderType", "GitHub"))
        _TAG_STORE.keep(store, arn, given.get("Tags", []))
        return {"ConnectionArn": arn, "Tags": given.get("Tags", [])}

    return create


def put(store: Store, arn: str, name: str, status: str, provider: str = "GitHub") -> None:
    """Keeps a connection of that ARN; names need not be unique."""
    thing = {
        "ConnectionName": name,
        "ConnectionArn": arn,
        "ProviderType": provider,
        "OwnerAccountId": arn.split(":")[4],
        "ConnectionStatus": status,
    }
    add(store, "Connection", arn, thing, "ResourceUnavailableException")


def _get(store: Store, given: dict[str, Any]) -> dict[str, Any]:
    return {"Connection": found(store, "Connection", given["ConnectionArn"], _GONE)}


def _list(store: Store, given: dict[str, Any]) -> dict[str, Any]:
    return {"Connections": list(store.get("Connection", {}).values())}


def _delete(store: Store, given: dict[str, Any]) -> dict[str, Any]:
    found(store, "Connection", given["ConnectionArn"], _GONE)
    del store["Connection"][given["ConnectionArn"]]
    _TAG_STORE.drop(store, given["ConnectionArn"])
    return {}


def _service(name: str) -> Service:
    return Service(
        name,
        {
            "CreateConnection": _create(name),
            "GetConnection": _get,
            "ListConnections": _list,
            "DeleteConnection": _delete,
            "TagResource": _TAG_STORE.tag,
            "UntagResource": _TAG_STORE.untag,
            "ListTagsForResource": _TAG_STORE.list,
        },
    )


SERVICES = {name: _service(name) for name in ("codeconnections", "codestar-connections")}


def authorise(arn: str, name: str, status: str = "AVAILABLE") -> None:
    """What a person does in the console, or has yet to do; a connection that no stack made is made on the way."""
    service, region, account = arn.split(":")[2:5]
    store = SERVICES[service].store(account, region)
    if arn in store.get("Connection", {}):
        store["Connection"][arn]["ConnectionStatus"] = status
    else:
        put(store, arn, name, status)


def _kind(service: str) -> Kind:
    def make(properties: Properties, name: str) -> Made:
        made = call(service, "CreateConnection", request(service, "CreateConnection", properties))
        return find({"ConnectionArn": made["ConnectionArn"]})

    def find(identifier: Mapping[str, str]) -> Made:
        # In the thread that serves: a call over HTTP would wait for itself.
        arn, store = identifier["ConnectionArn"], SERVICES[service].store(get_account_id(), get_region())
        status = found(store, "Connection", arn, _GONE)["ConnectionStatus"]
        return Made(arn, {"ConnectionArn": arn, "ConnectionStatus": status, "OwnerAccountId": get_account_id()})

    def change(arn: str, old: Properties, new: Properties) -> Made:
        retag(service, _TAGS, arn, old, new)
        return find({"ConnectionArn": arn})

    def remove(arn: str, properties: Properties) -> None:
        try:
            call(service, "DeleteConnection", {"ConnectionArn": arn})
        except ClientError as refusal:
            if not absent(refusal, _GONE):
                raise

    return Kind(make, change, remove, find)


KINDS = {
    "AWS::CodeConnections::Connection": _kind("codeconnections"),
    "AWS::CodeStarConnections::Connection": _kind("codestar-connections"),
}
