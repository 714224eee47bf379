"""One emulator a worker, emptied before each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.emulator import schema
from tests.emulator.process import WITH_OURS, emulator, post
from tests.golden.case import CASES


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("emulator")
    types = {
        resource["Type"]
        for case in CASES.values()
        for subject in case.build().subjects
        for resource in subject.data["Resources"].values()
    }
    schema.write(folder / "schemas.json", types)
    with emulator(folder, WITH_OURS, SCHEMAS=str(folder / "schemas.json")) as endpoint:
        yield endpoint


@pytest.fixture
def endpoint(running: str) -> str:
    """The emulator's address, and nothing in it."""
    post(running, "/_ministack/reset", {})
    return running
