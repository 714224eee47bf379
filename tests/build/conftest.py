"""Pipelines to try, on build machines of either kind."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import pytest

from tests.build.support.pipeline import Pipeline
from tests.build.support.shell import OneShell, Shell


class Make(Protocol):
    """Makes the pipeline of an environment, of the repository's own spec with other values for some keys."""

    def __call__(self, overrides: Mapping[str, Any] | None = None, *, environment: str = "prod") -> Pipeline: ...


@pytest.fixture
def shell() -> type[Shell]:
    """How the machine keeps variables from one command to the next; parametrized where both ways are tried."""
    return OneShell


@pytest.fixture
def make(tmp_path: Path, shell: type[Shell]) -> Make:
    def build(overrides: Mapping[str, Any] | None = None, *, environment: str = "prod") -> Pipeline:
        pipeline = Pipeline(tmp_path, overrides, environment=environment)
        pipeline.shell = shell
        return pipeline

    return build
