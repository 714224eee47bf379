"""A target of a rule that is a pipeline -> what the rule tells the run that it starts."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from generator.gate.subject import Path
from generator.gate.system import Resource
from generator.gate.value import at, is_unknown, mapping, sequence, text

_FILLED = re.compile(r"<[\w.-]+>")


def given_input(rule: Resource, target: Path) -> Mapping[str, Any] | None:
    """As ``StartPipelineExecution`` gets it, with ``x`` for what the event says; None where it is not known.

    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
    """
    given = mapping(sequence(rule.properties, str(target[0]))[int(target[1])])
    if is_unknown(given, "Input") or is_unknown(given, "InputTransformer") or "InputPath" in given:
        return None
    template = text(given, "InputTransformer", "InputTemplate") or text(given, "Input")
    if not template:
        return {} if at(given, "InputTransformer") is None else None
    for filled in (_FILLED.sub("x", template), _FILLED.sub('"x"', template)):
        try:
            return mapping(json.loads(filled))
        except ValueError:
            continue
    return None
