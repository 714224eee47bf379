"""How the files for GitHub are put in place: README.md beside them."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from textwrap import indent

from generator.naming import github, logical
from generator.sidefiles.deploy_command import Deployment, commands
from generator.sidefiles.github_check import checks
from generator.sidefiles.github_repository import Repository, RepositorySpec

_TEXT = """\
# GitHub, for {project}

GitHub reads workflows, owners and templates from `.github/` alone, and rulesets from its own settings. In this order:

1. **Environments.** `canaryform github apply --environments {spec}` makes the environments below, each of which takes
   deployments from `{main}` only; reviewers and a delay that it has stay. It comes first: GitHub makes an environment
   that a workflow names and that is not there yet, and lets every branch deploy to it. Then an administrator of AWS
   runs this in each account, and again when the templates change:

   ```bash
{commands}   ```

   Where the account knows GitHub as an OIDC provider already, as it does after a first region, add
   `--parameter-overrides {parameter}=ARN`. The outputs are the ARNs of the roles that may deploy. Give each environment
   its own: `gh variable set {variable} --env NAME --body ARN`. No key is stored anywhere: a role trusts the jobs of its
   own environment here, by OpenID Connect.

{environments}

2. **Files.** `canaryform github install {spec}` copies the workflows, the pull request template, Dependabot's
   settings and the owners (if there are any) into `.github/`: one set for all specs of the repository. What it did not
   write stays, and `--dry-run` shows what it would do. Commit them, on `{main}` and on `{develop}`.
3. **Rulesets.** `canaryform github apply {spec}` puts the rules on branches and tags in place, as `rulesets/`
   has them; it shows the difference and asks first. Nobody may bypass them, administrators included. Do this last: from
   then on only those that `git.releasers` names make tags of releases, and nobody moves or deletes one; `{main}` and
   `{develop}` take pull requests only, and wait for the check `{required}`, which passes when these have:

{checks}

`canaryform github check {spec}` tells at any time whether GitHub still has what the spec says.
"""


def readme(place: RepositorySpec) -> str:
    """Markdown, for one spec of the repository."""
    git = place.git
    # In Markdown, and then in a shell.
    spec = shlex.quote(" ".join(place.file.replace("`", "'").splitlines()))
    return _TEXT.format(
        project=place.project,
        spec=spec,
        main=git.main,
        develop=git.develop,
        commands=indent("".join(_commands(place.by_hand)), "   "),
        parameter=logical.OIDC_PROVIDER_PARAMETER,
        variable=github.ROLE_VARIABLE,
        environments="\n".join(_environments(place)),
        checks="\n".join(f"   - {check.name}" for check in checks(Repository((place,)))),
        required=github.REQUIRED_CHECK,
    )


def _commands(by_hand: Iterable[Deployment]) -> Iterator[str]:
    for deployment in by_hand:
        for region in deployment.regions:
            yield commands(deployment, region)


def _environments(place: RepositorySpec) -> Iterator[str]:
    for project in place.projects:
        environment = project.environment
        account = f", account {environment.account}" if environment.account else ""
        reviewers = "; give it required reviewers" if environment.approval else ""
        yield f"   - `{github.environment(project.name, environment.name)}`: {project.region}{account}{reviewers}"
