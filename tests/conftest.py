"""What holds for every test."""

from __future__ import annotations

import os
import signal

import pytest

from tests.order import longest_first

# A shell lets a job in the background ignore Ctrl-C, and nohup lets it ignore the end of a terminal: every process that
# the tests start would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test reads or changes the cache of whoever runs it; those of one run share theirs, as processes may."""
    os.environ["CANARYFORM_CACHE_DIR"] = str(tmp_path_factory.getbasetemp().parent / "canaryform-cache")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """https://pytest-xdist.readthedocs.io/en/stable/how-to.html#identifying-the-worker-process-during-a-test"""
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    if workers > 1:
        items[:] = longest_first(items, workers, lambda item: item.nodeid)
