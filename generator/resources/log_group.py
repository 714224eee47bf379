"""Log groups, owned by the stacks: nobody creates one on the way, none is kept for ever."""

from __future__ import annotations

from typing import Any

from troposphere.logs import LogGroup

from generator.cfn.template import KEPT
from generator.model.project import Project
from generator.naming import logical


def log_group(project: Project, key: Any) -> LogGroup:
    """The service's log."""
    return _log_group(logical.LOG_GROUP, project.names.log_group, project.service.log_retention, key)


def build_log_group(project: Project, key: Any) -> LogGroup:
    """The builds' log."""
    return _log_group(logical.BUILD_LOG_GROUP, project.names.build_log_group, project.service.log_retention, key)


def _log_group(logical_id: str, name: str, days: int, key: Any) -> LogGroup:
    return LogGroup(logical_id, LogGroupName=name, RetentionInDays=days, KmsKeyId=key, **KEPT)
