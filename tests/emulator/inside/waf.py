"""AWS WAF: a web ACL before a load balancer, by ministack's own API.

The web ACL is somebody else's, and so is there before the stack is: it is put into ministack's table when it is named.
"""

from __future__ import annotations

from ministack.services import waf

from tests.emulator.inside.api import call, request
from tests.emulator.inside.kind import Kind, Made, Properties


def _make(properties: Properties, name: str) -> Made:
    taken = request("wafv2", "AssociateWebACL", properties)
    _, _, _, region, account, path = taken["WebACLArn"].split(":")
    scope, _, acl, identity = path.split("/")
    assert scope == "regional", path
    if waf._web_acls.get_scoped(account, region, identity) is None:
        there = {"ARN": taken["WebACLArn"], "Id": identity, "Name": acl, "Scope": "REGIONAL", "LockToken": identity}
        waf._web_acls.set_scoped(account, region, identity, there)
    call("wafv2", "AssociateWebACL", taken)
    return Made(f"{taken['ResourceArn']}|{taken['WebACLArn']}|REGIONAL")


def _change(identity: str, old: Properties, new: Properties) -> Made:
    return _make(new, identity)


def _remove(identity: str, properties: Properties) -> None:
    call("wafv2", "DisassociateWebACL", {"ResourceArn": properties["ResourceArn"]})


KINDS = {"AWS::WAFv2::WebACLAssociation": Kind(_make, _change, _remove)}
