"""The names of the files that CodeDeployToECS takes."""

from __future__ import annotations

TASK_DEFINITION = "taskdef.json"
APPSPEC = "appspec.yaml"
IMAGE_DETAIL = "imageDetail.json"
