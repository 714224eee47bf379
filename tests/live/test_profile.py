"""``--profile``: whose credentials ask AWS, as the AWS CLI's own option has it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.live.client import profiles
from tests.live.environment import put_spec
from tests.live.release import STEADY
from tests.live.stand_in import standing_in


def test_a_profile_counts_more_than_keys_in_variables(tmp_path: Path) -> None:
    put_spec(tmp_path)
    (tmp_path / "credentials").write_text("[team]\naws_access_key_id = OFTEAM\naws_secret_access_key = x\n")
    file = {"AWS_SHARED_CREDENTIALS_FILE": str(tmp_path / "credentials")}
    with standing_in(STEADY) as aws:
        aws.run(tmp_path, "status", "-e", "prod", "--profile", "team", **file)
        assert {request.key for request in aws.requests} == {"OFTEAM"}
        missing = aws.run(tmp_path, "status", "-e", "prod", "--profile", "teem", **file)
    assert missing.returncode == 3
    assert "teem" in missing.stdout + missing.stderr
    assert "Traceback" not in missing.stderr


def test_completion_knows_the_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config").write_text("[profile team]\nregion = us-west-2\n[profile other]\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    assert sorted(profiles()) == ["other", "team"]
    (tmp_path / "config").write_text("[profile\n")
    assert profiles() == []
