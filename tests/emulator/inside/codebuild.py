"""CodeBuild's projects, with what ministack forgets of them, through CodeBuild's own API."""

from __future__ import annotations

from typing import Any

from ministack.services import codebuild

from tests.emulator.inside.api import call, request
from tests.emulator.inside.kind import Kind, Made, Properties, tags, without

_FORGOTTEN = ("logsConfig", "cache", "queuedTimeoutInMinutes", "concurrentBuildLimit", "vpcConfig")


def mend() -> None:
    """Lets projects keep all that they are made with."""
    create, update, shape = codebuild._create_project, codebuild._update_project, codebuild._project_shape

    def keeping(action: Any) -> Any:
        def kept(given: dict[str, Any]) -> Any:
            answer = action(given)
            project = codebuild._projects.get(given.get("name", ""), {})
            project.update({key: given[key] for key in _FORGOTTEN if key in given})
            return answer

        return kept

    codebuild._create_project, codebuild._update_project = keeping(create), keeping(update)
    codebuild._project_shape = lambda project: {
        **shape(project),
        **{key: project[key] for key in _FORGOTTEN if key in project},
    }


def _make(properties: Properties, name: str) -> Made:
    project = call("codebuild", "CreateProject", _declared({"Name": name, **properties}))["project"]
    return Made(project["name"], {"Arn": project["arn"]})


def _change(name: str, old: Properties, new: Properties) -> Made:
    project = call("codebuild", "UpdateProject", {**_declared(new), "name": name})["project"]
    return Made(name, {"Arn": project["arn"]})


def _remove(name: str, properties: Properties) -> None:
    call("codebuild", "DeleteProject", {"name": name})


def _declared(properties: Properties) -> dict[str, Any]:
    listed = [{"key": tag["Key"], "value": tag["Value"]} for tag in tags(properties)]
    return {**request("codebuild", "CreateProject", without(properties, "Tags")), "tags": listed}


KINDS = {"AWS::CodeBuild::Project": Kind(_make, _change, _remove)}
