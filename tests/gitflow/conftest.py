"""A repository for each test."""

from pathlib import Path

import pytest

from tests.gitflow.sandbox import GitSandbox


@pytest.fixture
def sandbox(tmp_path: Path) -> GitSandbox:
    return GitSandbox(tmp_path)
