"""``canaryform power`` in a process of its own: the page, the document, traffic from AWS, bad input."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import canaryform, put_spec
from tests.golden.case import CASES
from tests.live.environment import HEALTHY
from tests.live.environment import put_spec as put_live_spec
from tests.live.stand_in import Answers, standing_in

RELEASE = "release: {percent: 10, minutes: 5}\n"


def spec(folder: Path, more: str = "") -> Path:
    path = put_spec(folder)
    path.write_text(path.read_text() + more)
    return path


def document(folder: Path, *arguments: str) -> Any:
    result = canaryform(folder, "power", "--json", *arguments)
    assert (result.returncode, result.stderr) == (0, "")
    return json.loads(result.stdout)


def caught(answer: Any, percent: float, failure: str = "error") -> float:
    """In the canary, with the usual delay."""
    [row] = [row for row in answer["releases"] if (row["failure"], row["percent"]) == (failure, percent)]
    [found] = [each["in_canary"] for each in row["caught"] if each["delay_minutes"] == 2]
    return float(found)


def test_a_page_fits_80_columns_and_has_no_colour_where_nobody_watches(tmp_path: Path) -> None:
    spec(tmp_path, "traffic: {requests: 1, errors: 0.2}\n")
    result = canaryform(tmp_path, "power", "--bad", "10", "--bad", "50")
    lines = result.stdout.splitlines()
    assert (result.returncode, result.stderr) == (0, "")
    assert lines[0] == "shop dev: 10 % for 15 minutes, then the old tasks stay 5 minutes"
    assert lines[1].startswith("1 requests/s, of which 0.2 % fail")
    assert max(map(len, lines)) <= 80
    assert "\x1b" not in result.stdout
    assert {"   10 % ", "   50 % "} <= {line[:8] for line in lines}
    assert any(line.startswith("Better: catches") for line in lines)
    assert "    strategy: canary" in lines


@pytest.mark.parametrize("option", ["--requests", "--errors", "--slow", "--bad"])
@pytest.mark.parametrize("value", ["nan", "inf", "-1", "1e308"])
def test_what_is_no_number_in_bounds_is_refused(tmp_path: Path, option: str, value: str) -> None:
    spec(tmp_path)
    result = canaryform(tmp_path, "power", option, value)
    assert (result.returncode, result.stdout) == (2, "")
    assert option in result.stderr
    assert "Traceback" not in result.stderr


def test_without_traffic_it_shows_several(tmp_path: Path) -> None:
    spec(tmp_path)
    result = canaryform(tmp_path, "power", PYTHONIOENCODING="ascii")
    assert result.returncode == 0
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert result.stdout.isascii()
    assert "The spec does not say how much traffic there is." in result.stdout
    rates = re.findall(r"^[|] +([0-9.]+) ", result.stdout, re.MULTILINE)
    assert rates == ["0.3", "1", "5", "20", "100"]


def test_more_traffic_than_the_spec_says(tmp_path: Path) -> None:
    spec(tmp_path, "traffic: {requests: 1, errors: 0.2}\n")
    few, more = (document(tmp_path, *options)["answers"][0] for options in ([], ["--requests", "5"]))
    assert (few["traffic"]["requests"], more["traffic"]["requests"]) == (1, 5)
    assert (few["traffic"]["errors"], more["traffic"]["errors"]) == (0.2, 0.2)
    assert caught(few, 10) < caught(more, 10)


def test_an_alarm_that_was_changed_by_hand_changes_the_answer(tmp_path: Path) -> None:
    spec(tmp_path, "traffic: {requests: 2, errors: 0.2}\nrelease: {minutes: 5}\n")
    assert canaryform(tmp_path, "generate", "--no-cache", "--quiet").returncode == 0
    template = tmp_path / "templates_out/shop/dev/main/monitoring.yaml"
    text = template.read_text()
    assert text.count("Threshold: 4\n") > 2
    template.write_text(
        text.replace("Threshold: 4\n", "Threshold: 2\n").replace("DatapointsToAlarm: 2", "DatapointsToAlarm: 1")
    )
    [before], [after] = (document(tmp_path, *more)["answers"] for more in ([], ["--template", str(template)]))
    assert caught(before, 5) < 0.5 < 0.8 < caught(after, 5)
    assert before["false_alarms"] < after["false_alarms"]


def test_a_template_that_is_none_of_ours_is_refused(tmp_path: Path) -> None:
    spec(tmp_path)
    (tmp_path / "other.yaml").write_text("Resources: {Mine: {Type: AWS::S3::Bucket}}\n")
    result = canaryform(tmp_path, "power", "--template", "other.yaml")
    assert (result.returncode, result.stdout) == (1, "")
    assert "has no resource in common" in result.stderr


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            "release: {alarms: {errors: false, connections: false, latency: false, unhealthy: false}}\n",
            "no alarm stops a release",
        ),
        ("release: {rollback: false}\n", "release.rollback is off"),
        ("release: {strategy: all-at-once}\n", "all at once: there is no canary"),
        ("release: {strategy: linear, percent: 20, minutes: 1}\n", "20 % more every 1 minutes"),
    ],
)
def test_what_is_no_canary_is_said(tmp_path: Path, more: str, said: str) -> None:
    spec(tmp_path, more)
    result = canaryform(tmp_path, "power", "--requests", "2")
    assert result.returncode == 0
    assert said in result.stdout.replace("\n  ", " ")


def test_at_little_traffic_it_says_that_no_canary_is_enough(tmp_path: Path) -> None:
    spec(tmp_path)
    result = canaryform(tmp_path, "power", "--requests", "0.05", "--errors", "0.5")
    assert result.returncode == 0
    assert "At this traffic no canary of an hour catches 95 %" in result.stdout
    assert "release.hooks.after_test_traffic" in result.stdout
    assert document(tmp_path, "--requests", "0.05", "--errors", "0.5")["better"]["is_enough"] is False


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--requests", "0"], "Without requests there is nothing to see"),
        (["--requests", "-1"], "is not in the range"),
        (["--errors", "101"], "is not in the range"),
        (["--bad", "0"], "is not in the range"),
        (["--live", "--requests", "3"], "--live excludes"),
        (["-e", "stage"], "No environment is called 'stage'"),
    ],
)
def test_wrong_usage(tmp_path: Path, arguments: list[str], said: str) -> None:
    spec(tmp_path)
    result = canaryform(tmp_path, "power", *arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert said in result.stderr


def _metrics(requests: list[float], errors: list[float]) -> dict[str, Any]:
    series = {"requests": requests, "errors": errors, "refused": []}
    noon = datetime(2026, 1, 2, 12, tzinfo=UTC)
    return {
        "MetricDataResults": [
            {"Id": id, "Label": id, "Timestamps": [noon] * len(values), "Values": values, "StatusCode": "Complete"}
            for id, values in series.items()
        ]
    }


def _live(answer: dict[str, Any]) -> Answers:
    return {**HEALTHY, ("cloudwatch", "GetMetricData"): answer}


def test_live_takes_a_quiet_hour_and_the_usual_errors(tmp_path: Path) -> None:
    put_live_spec(tmp_path)
    hours = [3600.0 * (5 + hour % 20) for hour in range(100)]
    with standing_in(_live(_metrics(hours, [sum(hours) / 500]))) as aws:
        result = aws.run(tmp_path, "power", "-e", "prod", "--live", "--json")
    assert (result.returncode, aws.mistakes) == (0, [])
    traffic = json.loads(result.stdout)["answers"][0]["traffic"]
    assert traffic["requests"] == 6
    assert traffic["errors"] == pytest.approx(0.2)
    [asked] = [request.parameters for request in aws.requests if request.operation == "GetMetricData"]
    assert "app/shop-prod/1" in json.dumps(asked)


def test_live_without_traffic_says_so(tmp_path: Path) -> None:
    put_live_spec(tmp_path)
    with standing_in(_live(_metrics([], []))) as aws:
        result = aws.run(tmp_path, "power", "-e", "prod", "--live")
    assert (result.returncode, result.stdout) == (3, "")
    assert "CloudWatch has no traffic to go by" in result.stderr


def test_of_a_closed_route_nothing_counts_what_a_release_answers() -> None:
    ran = canaryform(CASES["connect"].spec.parent, "power", "spec.yaml", "-s", "admin")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "The route of admin is closed: no request reaches it" in " ".join(ran.stderr.split())
