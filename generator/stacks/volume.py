"""The stack ``volume`` of a service: its folder in the environment's file system."""

from __future__ import annotations

from typing import Any

from troposphere import GetAtt, Ref

from generator.cfn.template import Template
from generator.model.service import Service
from generator.model.workload import Workload
from generator.naming import logical
from generator.policies.task import Folder
from generator.resources.file_system import access_point
from generator.stacks import export
from generator.stacks.stack import ServiceStack


def template(service: Service) -> Template:
    """Apart from what runs: no release touches it."""
    result = Template(f"{service.names.base}: its folder in the file system", service.resource_tags)
    made = access_point(service, export.FILE_SYSTEM_ID.take(service.project))
    result.add(made, service.container.origin)
    export.ACCESS_POINT_ID.give(result, service, Ref(logical.ACCESS_POINT))
    export.ACCESS_POINT_ARN.give(result, service, GetAtt(logical.ACCESS_POINT, "Arn"))
    return result


def folder(workload: Workload) -> Folder | None:
    """The ARNs that its role is asked for; None where it has no such folder."""
    if workload.container.made_volume is None:
        return None
    return Folder(export.FILE_SYSTEM_ARN.take(workload.project), export.ACCESS_POINT_ARN.take(workload.folder_of))


def mounted(workload: Workload) -> tuple[Any, Any]:
    """The ids of file system and access point; None, both, where it has no such folder."""
    if workload.container.made_volume is None:
        return None, None
    return export.FILE_SYSTEM_ID.take(workload.project), export.ACCESS_POINT_ID.take(workload.folder_of)


VOLUME = ServiceStack(
    "volume", template, after=("efs",), exists=lambda service: service.container.made_volume is not None
)
