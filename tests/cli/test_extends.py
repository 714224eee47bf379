"""A spec that extends a file: the file counts wherever the spec does."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.app.build.compile import compile_spec
from generator.spec.base import Base
from tests.cli.command import canaryform, put_spec

PLATFORM = "region: us-west-2\ntags: {company: acme}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    spec = put_spec(tmp_path)
    spec.write_text("extends: ../platform.yaml\n" + spec.read_text().replace("region: us-west-2\n", ""))
    (tmp_path / "platform.yaml").write_text(PLATFORM)
    return tmp_path


def test_a_change_of_the_file_is_a_change_of_what_is_generated(folder: Path) -> None:
    """Also where the spec and its results are remembered."""
    assert canaryform(folder, "generate").returncode == 0
    assert canaryform(folder, "generate", "--check").returncode == 0
    (folder / "platform.yaml").write_text(PLATFORM.replace("acme", "umbrella"))
    stale = canaryform(folder, "generate", "--check")
    assert stale.returncode == 1
    assert "umbrella" in stale.stdout
    (folder / "platform.yaml").write_text(PLATFORM.replace("us-west-2", "us-wst-2"))
    for command in ("lint", "validate", "generate", "report", "iam"):
        refused = canaryform(folder, command)
        told = refused.stdout + refused.stderr
        assert refused.returncode == 1
        assert "platform.yaml:1:9: error: region: " in told, command
        assert "1 | region: us-wst-2" in told, command


def test_github_is_told_of_it() -> None:
    text = (
        "extends: ../platform.yaml\nproject: shop\nrepository: acme/shop\nservice: {port: 3000}\n"
        f"git: {{canaryform: 'git+https://github.com/acme/canaryform@{'0123456789' * 4}', owners: ['@acme/shop']}}\n"
        "environments:\n  dev: {trigger: {branch: develop}}\n"
    )
    build = compile_spec(text, "specs/shop.yaml", bases=(Base("platform.yaml", "platform.yaml", PLATFORM),))
    files = {artifact.path.removeprefix("shop/"): artifact.text for artifact in build.artifacts}
    assert build.problems == ()
    assert "      - platform.yaml\n" in files["github/workflows/canaryform-diff.yml"]
    assert "  platform.yaml\n" in files["SHA256SUMS"]
