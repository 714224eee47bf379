"""The names of what GitHub is given: files, rulesets, required checks and environments; nobody else builds one."""

from __future__ import annotations

from generator.naming import MAIN, EnvironmentNames

FOLDER = "github"
"""The folder of a project's output that holds what GitHub reads or is told."""

ROLE_VARIABLE = "AWS_DEPLOYER_ROLE_ARN"
"""The variable of each GitHub environment that names the role which deploys there."""

RULESETS = ("main", "develop", "tags", "releasers")

CODEOWNERS = "CODEOWNERS"
PULL_REQUEST = "pull_request_template.md"
DEPENDABOT = "dependabot.yml"
CHECKS_WORKFLOW = "workflows/canaryform.yml"
DEPLOY_WORKFLOW = "workflows/deploy.yml"
DIFF_WORKFLOW = "workflows/canaryform-diff.yml"
REQUIRED_CHECK = "canaryform"
"""The one check that a pull request waits for; services and projects come and go without a change at GitHub."""
DIFF_MARK = "<!-- canaryform diff -->"
"""What the comment under a pull request begins with: by it the comment is found again, and written anew."""
README = "README.md"
LINTER = "cfn-lint.txt"
"""What pip installs to judge the templates, by version and hash."""

INSTALLED_FOLDER = ".github"
"""Where GitHub looks for workflows, owners and templates, in the repository's root."""
RECORD = ".canaryform.json"
"""What ``canaryform github install`` wrote to that folder, with checksums."""


def path(project: str, file: str) -> str:
    """Where a file for GitHub is written, below the output folder."""
    return f"{project}/{FOLDER}/{file}"


def ruleset_path(project: str, noun: str) -> str:
    """Where the body of a ruleset is written."""
    return path(project, f"rulesets/{noun}.json")


def ruleset(noun: str) -> str:
    """A ruleset's name, by which it is found again: a repository has one of each, whatever projects it holds."""
    return f"canaryform {noun}"


def installed_deploy_workflow(project: str) -> str:
    """Where GitHub reads the workflow that deploys a project: all workflows are in one folder."""
    return f"workflows/{project}-deploy.yml"


def service_job(project: str, service: str) -> str:
    """The job that runs a service's tests. No name of a spec has an underscore, so that no two jobs have one id."""
    return "_".join([project, "service", *([] if service == MAIN else [service])])


def service_check(project: str, service: str) -> str:
    """What GitHub calls that job."""
    return " ".join([project, *([] if service == MAIN else [service]), "service tests"])


def templates_job(project: str) -> str:
    """The job that looks whether the templates are what the spec says, and pass the gate."""
    return f"{project}_templates"


def templates_check(project: str) -> str:
    """What GitHub calls that job."""
    return f"{project} templates"


def deploy_job(project: str, environment: str) -> str:
    """The job that deploys an environment's stacks."""
    return f"{project} deploy {environment}"


def deploy_group(project: str, environment: str) -> str:
    """What keeps two such jobs from running at once. No name has a slash, so that no two environments share a group."""
    return f"deploy/{project}/{environment}"


def environment(project: str, name: str) -> str:
    """The GitHub environment that a deployment waits for.

    Several projects of one repository may each have a ``prod``: with reviewers, and a role, that no other has.
    """
    return EnvironmentNames(project, name).base
