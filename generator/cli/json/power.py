"""What ``canaryform power`` found -> plain data for ``--json``; these names are a promise to scripts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from generator.canary.power import DELAYS

if TYPE_CHECKING:
    from generator.app.power.answer import Answer, Row
    from generator.app.power.search import Better
    from generator.model.service import Service


def power_document(service: Service, answers: Sequence[Answer], better: Better | None) -> dict[str, Any]:
    """Probabilities are from 0 to 1, rates a second, errors in percent."""
    return {
        "ok": True,
        "project": service.project.name,
        "environment": service.environment.name,
        "answers": [_answer(answer) for answer in answers],
        "better": None if better is None else {**vars(better), "is_enough": better.is_enough},
    }


def _answer(answer: Answer) -> dict[str, Any]:
    course = answer.course
    return {
        "strategy": str(course.strategy),
        "percent": course.percent,
        "minutes": course.minutes,
        "keep_old": course.keep_old,
        "traffic": vars(answer.load),
        "releases": [_row(row) for row in answer.rows],
        "false_alarms": answer.false_alarms,
        "not_counted": [{"alarm": name, "why": why} for name, why in answer.unread],
        "notes": list(answer.notes),
    }


def _row(row: Row) -> dict[str, Any]:
    by_delay = zip(DELAYS, row.in_canary, row.before_old_end, strict=True)
    return {
        "failure": str(row.kind),
        "percent": row.percent,
        "caught": [
            {"delay_minutes": delay, "in_canary": canary, "before_old_tasks_end": end}
            for delay, canary, end in by_delay
        ],
        "bad_answers": row.bad_answers,
        "bad_answers_all_at_once": row.at_once,
        "alarm": row.alarm or None,
    }
