"""Environments that are judged together -> whose name a text has, and which account and region its ARNs are of."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.gate.system import System

ENVIRONMENTS = frozenset(
    {"dev", "development", "int", "live", "preprod", "prod", "production", "qa", "sandbox", "stage", "staging", "test"}
)
"""What environments are mostly called."""
_ARN = re.compile(r"arn:aws[\w-]*:(?P<service>[a-z0-9-]+):(?P<region>[a-z]{2}(?:-[a-z]+)+-\d+)?:(?P<account>\d{12})?:")
_ELSEWHERE = frozenset({"acm", "cloudfront", "ecr", "kms", "lambda", "s3", "wafv2"})
"""Services whose things are often of another region or account."""


def others(system: System) -> dict[str, System]:
    """The other environments that are given."""
    return {name: each for name, each in system.environments.items() if name != system.environment}


def named(text: str, system: System) -> str:
    """The other environment that a text names, as a word of it; nothing where it names its own too, or none."""
    words = set(re.split(r"[^A-Za-z0-9]+", text))
    if not system.environment or system.environment in words:
        return ""
    return next((name for name in others(system) if name in words), "")


def regions(texts: Iterable[str]) -> set[str]:
    """The regions in the ARNs of texts."""
    return {match["region"] for match in _arns(texts) if match["region"]}


def accounts(texts: Iterable[str]) -> set[str]:
    """The accounts in the ARNs of texts."""
    return {match["account"] for match in _arns(texts) if match["account"]}


def _arns(texts: Iterable[str]) -> list[re.Match[str]]:
    return [match for text in texts for match in _ARN.finditer(text) if match["service"] not in _ELSEWHERE]


def written(system: System) -> list[str]:
    """The texts of all that is given of an environment."""
    return [*(template.text for template in system.templates), *(file.text for file in system.files)]
