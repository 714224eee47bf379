"""``canaryform report --live``: what AWS says of the environments stands on the page, and so does what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.live.environment import put_spec, stack
from tests.live.here import run_here
from tests.live.release import CANARY, DNS_NAME
from tests.live.stand_in import Answers, Refusal, standing_in

_HOSTILE = "</script><script>alert(1)</script>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put_spec(tmp_path)
    return tmp_path


def _page(folder: Path, answers: Answers, code: int = 0, said: str = "") -> str:
    with standing_in(answers) as aws:
        ran = run_here(aws, folder, "report", "--live", "-e", "prod", "-o", "-")
    assert ran.code == code
    assert said in ran.err if said else not ran.err
    return ran.out


def test_each_service_has_a_line(folder: Path) -> None:
    text = _page(folder, CANARY)
    row = "<td>1.2.3</td><td>InProgress</td><td>blue 90 %, green 10 %</td><td>none firing</td>"
    assert f'<th scope="row">shop prod</th>{row}' in text
    assert f'<a href="http://{DNS_NAME}/">' in text
    assert '<span class="good">well</span>' in text
    assert "AWS was asked how it is now." in text
    assert "Stacks that are not as they should be" not in text


def test_what_is_wrong_and_what_is_unknown(folder: Path) -> None:
    answers: Answers = {
        **CANARY,
        ("cloudformation", "DescribeStacks"): lambda parameters: stack(parameters, "ROLLBACK_COMPLETE"),
        ("cloudformation", "DescribeStackEvents"): {"StackEvents": []},
        ("codedeploy", "GetDeploymentGroup"): Refusal("AccessDeniedException", _HOSTILE),
    }
    text = _page(folder, answers, 3)
    assert "the stack shop-prod-ecs is ROLLBACK_COMPLETE" in text
    assert "release unknown" in text
    assert _HOSTILE not in text
    assert "Stacks that are not as they should be" in text


def test_without_credentials_the_page_is_written_all_the_same(folder: Path) -> None:
    text = _page(
        folder,
        {("sts", "GetCallerIdentity"): Refusal("ExpiredToken", _HOSTILE, 403)},
        3,
        "AWS refused GetCallerIdentity",
    )
    assert "unknown: AWS refused GetCallerIdentity" in text
    assert _HOSTILE not in text
