"""Numbers in other units than their keys': the number to write, and none where nothing can be known."""

from __future__ import annotations

import pytest

from generator.spec.units import hint


@pytest.mark.parametrize(
    ("path", "text", "number"),
    [
        ("service.cpu", "1", "1024"),
        ("service.cpu", "0.25", "256"),
        ("environments.prod.service.cpu", "2 vCPU", "2048"),
        ("service.memory", "512MB", "512"),
        ("service.memory", "1.5 GiB", "1536"),
        ("service.memory", "4", "4096"),
        ("service.log_retention", "2 weeks", "14"),
        ("service.health_check.grace", "2 minutes", "120"),
        ("release.keep_old", "1h", "60"),
        ("release.alarms.latency", "1500ms", "1.5"),
        ("release.alarms.errors", "2.5%", "2.5"),
    ],
)
def test_the_number_to_write(path: str, text: str, number: str) -> None:
    key = path.rpartition(".")[2]
    assert hint(path, text).endswith(f"write {key}: {number} for {text}")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("service.cpu", "300"),
        ("service.cpu", "0"),
        ("service.cpu", "512 apples"),
        ("service.memory", "x"),
        ("service.memory", "-1"),
        ("service.port", "80m"),
        ("release.percent", "101"),
        ("release.minutes", "0.5"),
        ("service.environment.cpu_percent", "1"),
        ("my_service.cpu", "1"),
    ],
)
def test_nothing_is_guessed(path: str, text: str) -> None:
    assert hint(path, text) == ""


def test_a_part_of_a_unit_cannot_be_written() -> None:
    assert hint("release.minutes", "30s") == "it is in minutes, whole ones"
