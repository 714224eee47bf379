"""A key that no spec has -> what says the same here, where it is a word of AWS Copilot's manifests.

docs/copilot.md has all of them; these are the ones that are not keys here, and not nearly so.
https://aws.github.io/copilot-cli/docs/manifest/lb-web-service/
"""

from __future__ import annotations

_PAGE = "docs/copilot.md has the words of AWS Copilot"
_KEYS = {
    "addons": "service.permissions",
    "alias": "load_balancer.domain.name or services.NAME.route.host",
    "allowed_source_ips": "load_balancer.allow",
    "cpu_percentage": "service.count.cpu",
    "env_file": "service.environment",
    "http": "route, load_balancer and service.health_check",
    "memory_percentage": "service.count.memory",
    "observability": "service.tracing",
    "range": "service.count.min and service.count.max",
    "spot_from": "service.spot and service.on_demand",
    "storage": "service.volumes",
    "target_container": "service.target",
    "taskdef_overrides": "patches",
    "topics": "service.publish, or queue.subscribe",
    "type": "services.NAME.kind",
    "variables": "service.environment",
}


def hint(key: str) -> str:
    """What to write; empty where it is no such word."""
    return f"write {_KEYS[key]}: {_PAGE}" if key in _KEYS else ""
