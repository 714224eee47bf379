"""Log groups, owned by the stacks: nobody creates one on the way, none is kept for ever."""

from __future__ import annotations

from typing import Any

from troposphere.logs import LogGroup

from generator.cfn.template import KEPT
from generator.model.service import Service
from generator.model.workload import Workload
from generator.naming import logical


def log_group(workload: Workload, key: Any) -> LogGroup:
    """The log of what runs."""
    return _log_group(logical.LOG_GROUP, workload.names.log_group, workload.container.log_retention, key)


def build_log_group(service: Service, key: Any) -> LogGroup:
    """The builds' log."""
    return _log_group(logical.BUILD_LOG_GROUP, service.names.build_log_group, service.container.log_retention, key)


def _log_group(logical_id: str, name: str, days: int, key: Any) -> LogGroup:
    return LogGroup(logical_id, LogGroupName=name, RetentionInDays=days, KmsKeyId=key, **KEPT)
