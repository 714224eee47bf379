"""What a pull request's description begins as: pull_request_template.md."""

from __future__ import annotations

from generator import naming
from generator.sidefiles.github_repository import Repository, path_in_context

_TEXT = """\
## What and why

<!-- What changes for whom, and what it is for. Name the issue: "Closes #123". -->

## How it was tested

<!-- What you ran and saw, beyond the checks below. -->

## Before it is merged

- [ ] It goes into `{develop}`; only `release/*` and `hotfix/*` go into `{main}`.
{version}- [ ] After a change to {specs}: `canaryform generate` was run, and `{output}/` is committed.
- [ ] It can be rolled back: old and new tasks answer side by side during a release.
"""

_VERSION = "- [ ] A release or hotfix: `{file}` says the version that will be tagged as `{prefix}MAJOR.MINOR.PATCH`.\n"


def pull_request_template(repository: Repository) -> str:
    """Markdown; without the usual header, which would end up in every description."""
    git = repository.git
    version = "".join(
        _VERSION.format(file=path_in_context(service, service.build.version_file), prefix=service.tag_prefix)
        for service in repository.services
        if service.build.version_file != "none"
    )
    names = [" ".join(spec.file.replace("`", "'").splitlines()) for spec in repository.specs]
    specs = " or ".join(f"`{name}`" for name in names)
    return _TEXT.format(develop=git.develop, main=git.main, version=version, specs=specs, output=naming.OUTPUT_FOLDER)
