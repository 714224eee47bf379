"""The task definition of every release: taskdef.json, with what only the build knows left open.

``<IMAGE1_NAME>`` is CodeDeployToECS's to fill in; the build fills in the others (see ``buildspec.py``), so that
the repository holds no account id.
https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECSbluegreen.html
"""

from __future__ import annotations

import json

from generator.model.service import Service
from generator.resources.released_task import OPEN, released_task


def task_definition(service: Service) -> str:
    """The input of ECS's RegisterTaskDefinition, as JSON text."""
    return json.dumps(released_task(service, OPEN), indent=2, ensure_ascii=False) + "\n"
