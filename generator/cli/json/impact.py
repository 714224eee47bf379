"""What a change does -> plain data for ``--json``; these names are a promise to scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.gate.value import Unknown

if TYPE_CHECKING:
    from generator.difference.effect import Effect, Impact
    from generator.difference.values import PropertyChange


def impact_document(found: Impact) -> dict[str, Any]:
    """All of it, worst first."""
    return {
        "before": found.before,
        "after": found.after,
        "worst": str(found.worst) if found.worst else None,
        "written": [change_document(each) for each in found.written],
        "effects": [effect_document(effect) for effect in found.effects],
        "stop": {key: list(names) for key, names in found.stop._asdict().items()} if found.stop else None,
        "unknown_types": dict(found.unknown_types),
        "compared": found.compared,
        "other_files": list(found.other_files),
        "schemas": {"region": found.region, "date": found.schema_date},
    }


def effect_document(effect: Effect) -> dict[str, Any]:
    """What becomes of one thing."""
    return {
        "verdict": str(effect.consequence),
        "stack": effect.stack,
        "subject": effect.subject,
        "type": effect.type,
        "changes": [change_document(each) for each in effect.changes],
        "reasons": [
            {"verdict": str(each.consequence), "text": each.text, "source": each.source, "hint": each.hint}
            for each in effect.reasons
        ],
        "who": effect.who,
        "when": effect.when,
        "place": effect.place,
    }


def change_document(change: PropertyChange) -> dict[str, Any]:
    """One property, or one key of a spec; null where it is not there."""
    return {"property": change.place, "before": _plain(change.before), "after": _plain(change.after)}


def _plain(value: Any) -> Any:
    if isinstance(value, Unknown):
        return str(value)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value
