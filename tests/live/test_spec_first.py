"""What the spec does not allow is told before AWS is asked, by commands that would change something there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.live.environment import SPEC, put_spec
from tests.live.here import run_here
from tests.live.stand_in import standing_in

_ECS = f"{SPEC}release: {{engine: ecs}}\n"
_OF_TWO_MINDS = f"{SPEC}release: {{engine: ecs, hooks: {{before_traffic: check}}}}\n"


@pytest.mark.parametrize(
    ("spec", "words", "told"),
    [
        (SPEC, ("exec",), "allows no shell in a task of shop-prod: exec is false"),
        (SPEC, ("continue", "--dry-run"), "is released by CodeDeploy, which waits for nobody"),
        (SPEC, ("migrate", "--to", "ecs", "--plan"), "release.engine is codedeploy"),
        (_OF_TWO_MINDS, ("migrate", "--to", "ecs", "--plan"), "release.hooks"),
        (SPEC, ("rollback", "--to", "1.2.3", "--dry-run"), "is no release: vMAJOR.MINOR.PATCH"),
        (SPEC, ("rollback", "--to", "v1.2.3", "--with-before", "--dry-run"), "the spec says no release.before"),
        (_ECS, ("rollback", "--to", "v1.2.3", "--despite-alarms", "--dry-run"), "needs no --despite-alarms"),
        (SPEC, ("deploy", "--image", f"a@sha256:{'0' * 64}", "--plan"), "has a pipeline"),
    ],
)
def test_it_is_told_before_aws_is_asked(tmp_path: Path, spec: str, words: tuple[str, ...], told: str) -> None:
    put_spec(tmp_path)
    (tmp_path / "specs/shop.yaml").write_text(spec)
    command, *options = words
    with standing_in({}) as aws:
        ran = run_here(aws, tmp_path, command, "-e", "prod", *options)
    assert (ran.code, aws.requests) == (1, [])
    assert told in ran.err
