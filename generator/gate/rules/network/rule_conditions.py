"""Systems -> rules of a load balancer with conditions that it does not take, or that no request meets."""

from __future__ import annotations

import ipaddress
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.gate.blue_green import LISTENER_RULE
from generator.gate.rule import Finding, Rule
from generator.gate.subject import Path
from generator.gate.system import Resource, System
from generator.gate.value import is_literal, lacks, mappings, sequence, text
from generator.problems import Severity

_CONFIGS = {
    "host-header": "HostHeaderConfig",
    "http-header": "HttpHeaderConfig",
    "http-request-method": "HttpRequestMethodConfig",
    "path-pattern": "PathPatternConfig",
    "query-string": "QueryStringConfig",
    "source-ip": "SourceIpConfig",
}
"""Field of a condition -> the key that has its values."""
_PLAIN = ("host-header", "path-pattern")
"""Fields whose values may stand in ``Values`` too."""
_MANY = ("http-header", "query-string")
"""Fields of which a rule may have several conditions."""
_MOST = 5
"""Values of all conditions of a rule, and wildcards in them: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html."""
_HOST = re.compile(r"[A-Za-z0-9.*?-]+")


def _check(system: System) -> Iterator[Finding]:
    for rule in system.of(LISTENER_RULE):
        listed = mappings(rule.properties, "Conditions")
        given = [value for condition in listed for value in _values(condition)]
        if len(given) > _MOST:
            message = f"has {len(given)} values in its conditions; a rule takes {_MOST}"
            yield Finding(rule, message, ("Conditions",))
        fields = Counter(text(condition, "Field") for condition in listed)
        for field, count in fields.items():
            if count > 1 and field in _CONFIGS and field not in _MANY:
                yield Finding(rule, f"has {count} conditions on {field}; a rule takes one", ("Conditions",))
        for index, condition in enumerate(listed):
            yield from _of_condition(rule, ("Conditions", index), condition)


def _of_condition(rule: Resource, path: Path, condition: Mapping[str, Any]) -> Iterator[Finding]:
    field = text(condition, "Field")
    if field not in _CONFIGS:
        if is_literal(field):
            message = f"there is no condition on '{field}': there are {', '.join(_CONFIGS)}"
            yield Finding(rule, message, (*path, "Field"))
        return
    others = [key for key in _CONFIGS.values() if key in condition and key != _CONFIGS[field]]
    for key in others:
        yield Finding(rule, f"{key} is not for {field}, which takes {_CONFIGS[field]}", (*path, key))
    if "Values" in condition and field not in _PLAIN:
        yield Finding(rule, f"a condition on {field} has its values in {_CONFIGS[field]}", (*path, "Values"))
    elif not others and lacks(condition, _CONFIGS[field]) and lacks(condition, "Values"):
        yield Finding(rule, f"says no value for {field}", path)
    for value in map(text, () if others else _values(condition)):
        if is_literal(value) and (fault := _fault(field, value)):
            yield Finding(rule, fault[0], path, severity=fault[1])


def _values(condition: Mapping[str, Any]) -> Sequence[Any]:
    found = [*sequence(condition, "Values")]
    for key in _CONFIGS.values():
        found += sequence(condition, key, "Values")
    return found


def _fault(field: str, value: str) -> tuple[str, Severity] | None:
    """What is wrong with one value, and whether it is refused or only never met."""
    if field == "path-pattern" and not value.startswith(("/", "*", "?")):
        return f"'{value}' fits no path: each begins with /", Severity.WARNING
    if field == "path-pattern" and value.startswith("/") and re.search(r"[^/]\?[^?/]*=|#", value):
        return f"'{value}' fits no path: what follows ? is the query string, which it has not", Severity.WARNING
    if field == "host-header" and not _HOST.fullmatch(value):
        return f"'{value}' is no host name: letters, digits, . and -, with * and ?", Severity.ERROR
    if field == "http-request-method" and not re.fullmatch(r"[A-Z_-]+", value):
        return f"'{value}' is no request method: A-Z, - and _, no wildcard", Severity.ERROR
    if field == "source-ip" and not _is_range(value):
        return f"'{value}' is no range of addresses in CIDR notation", Severity.ERROR
    return None


def _is_range(value: str) -> bool:
    try:
        ipaddress.ip_network(value, strict=False)
    except ValueError:
        return False
    return "/" in value


RULE = Rule(
    "rule-conditions",
    "A rule of a load balancer has conditions that it takes, each with its own values, and no more than five of these.",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RuleCondition.html",
    _check,
    """
 Resources:
   Listener: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {Port: 80, Protocol: HTTP}}
   Rule:
     Type: AWS::ElasticLoadBalancingV2::ListenerRule
     Properties:
       ListenerArn: {Ref: Listener}
       Priority: 1
       Conditions:
-        - {Field: http-request-method, PathPatternConfig: {Values: [/api/*]}}
+        - {Field: path-pattern, PathPatternConfig: {Values: [/api/*]}}
    """,
)
