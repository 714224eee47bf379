"""The CodeBuild project that fetches the template of the service's stack, as it is deployed, for the release.

CodePipeline's CloudFormation action takes a template in an artifact, and a release is to change two parameters and
nothing else. Were the template the commit's, or what the commit's build leaves, then whoever may push a tag would say
which environment, roles, alarms and pauses a release has, and an earlier commit would take back what was deployed
since. So the template comes from CloudFormation itself, by commands that stand in the pipeline's own template.
"""

from __future__ import annotations

from typing import Any

from troposphere.codebuild import Project as BuildProject

from generator.model.service import Service
from generator.naming import logical
from generator.resources.step_project import step_buildspec, step_project

FILE = "service.yaml"
"""JSON is YAML, too."""
_MINUTES = 10

# The CLI gives a template in JSON as an object, and one in YAML as a text.
# https://docs.aws.amazon.com/cli/latest/reference/cloudformation/get-template.html
_FETCH = """\
set -o pipefail
aws cloudformation get-template --stack-name STACK --template-stage Original --query TemplateBody --output json |
  jq --exit-status --raw-output . > FILE
"""


def template_project(service: Service, role: Any, key: Any) -> BuildProject:
    """Of the commit that it gets, it looks at nothing."""
    return step_project(
        logical.TEMPLATE_PROJECT,
        name=service.names.template_project,
        description=f"Fetches the template that {service.names.container} is released with in "
        f"{service.environment.name}",
        role=role,
        key=key,
        buildspec=step_buildspec([_fetch(service)], artifacts={"files": [FILE]}),
        stream="template",
        minutes=_MINUTES,
    )


def _fetch(service: Service) -> str:
    return _FETCH.replace("STACK", service.names.stack("service")).replace("FILE", FILE)
