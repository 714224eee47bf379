"""How files are to be judged, as the command line says."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

DEFAULT_REGION = "us-east-1"
"""Where files are deployed that do not say it."""


class Request(NamedTuple):
    """How files are to be judged."""

    region: str = ""
    """Where all of it is deployed; else what the manifest says, and us-east-1 where there is none."""
    is_whole: bool = False
    """Whether what no file makes does not exist."""
    waived: Mapping[str, frozenset[str]] = MappingProxyType({})
    """Project -> the rules that its spec asks in so many words to be broken."""
