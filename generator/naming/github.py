"""The names of what GitHub is given: files, rulesets, required checks and environments; nobody else builds one."""

from __future__ import annotations

from generator.naming import MAIN

FOLDER = "github"
"""The folder of a project's output that holds what GitHub reads or is told."""

ROLE_VARIABLE = "AWS_DEPLOYER_ROLE_ARN"
"""The variable of each GitHub environment that names the role which deploys there."""

RULESETS = ("main", "develop", "tags", "releasers")

CODEOWNERS = "CODEOWNERS"
PULL_REQUEST = "pull_request_template.md"
DEPENDABOT = "dependabot.yml"
SERVICE_WORKFLOW = "workflows/service.yml"
DEPLOY_WORKFLOW = "workflows/deploy.yml"
DIFF_WORKFLOW = "workflows/diff.yml"
DIFF_MARK = "<!-- canaryform diff -->"
"""What the comment under a pull request begins with: by it the comment is found again, and written anew."""
README = "README.md"
LINTER = "cfn-lint.txt"
"""What pip installs to judge the templates, by version and hash."""

INSTALLED_FOLDER = ".github"
"""Where GitHub looks for workflows, owners and templates, in the repository's root."""
RECORD = ".canaryform.json"
"""What ``canaryform github install`` wrote to that folder, with checksums."""

_OF_THE_REPOSITORY = (CODEOWNERS, PULL_REQUEST, DEPENDABOT)
_OF_THE_PROJECT = (SERVICE_WORKFLOW, DEPLOY_WORKFLOW, DIFF_WORKFLOW)


def path(project: str, file: str) -> str:
    """Where a file for GitHub is written, below the output folder."""
    return f"{project}/{FOLDER}/{file}"


def ruleset_path(project: str, noun: str) -> str:
    """Where the body of a ruleset is written."""
    return path(project, f"rulesets/{noun}.json")


def ruleset(project: str, noun: str) -> str:
    """A ruleset's name, by which it is found again; a repository may hold several projects."""
    return f"canaryform {project} {noun}"


def installed_paths(project: str) -> dict[str, str]:
    """Each file that GitHub reads from ``.github/``: its output path -> its path there.

    GitHub takes one of the owners, the template and dependabot's settings from a repository, and any number of
    workflows, all from one folder; so these carry the project's name.
    """
    paths = {path(project, file): file for file in _OF_THE_REPOSITORY}
    return paths | {path(project, file): file.replace("/", f"/{project}-") for file in _OF_THE_PROJECT}


def service_job(service: str) -> str:
    """The job of the service's workflow that runs its tests."""
    return "service" if service == MAIN else f"service-{service}"


def service_check(project: str, service: str) -> str:
    """The check that runs a service's tests: a job's name, and what a ruleset requires."""
    return " ".join([project, *([] if service == MAIN else [service]), "service tests"])


def templates_check(project: str) -> str:
    """The check that the templates are what the spec says, and pass the gate."""
    return f"{project} templates"


def deploy_job(project: str, environment: str) -> str:
    """The job that deploys an environment's stacks; also what keeps two of them from running at once."""
    return f"{project} deploy {environment}"


def environment(name: str) -> str:
    """The GitHub environment that a deployment waits for."""
    return name
