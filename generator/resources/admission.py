"""The CodeBuild project that admits a commit to the release: what it runs stands in the template, not in the commit.

Everything else of a release comes from the released commit, its buildspec too. So a person who may push a tag could
release any commit, if nothing before the build said which commits may be released: those of ``git.main``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from troposphere.codebuild import Project as BuildProject

from generator.model.service import Service
from generator.naming import logical
from generator.resources.release_tag import NO_RELEASE, RELEASE_VARIABLE, SEMANTIC_VERSION, SOME_TAG, TAG_OF_THIS_RUN
from generator.resources.step_project import step_buildspec, step_project

COMMIT = "COMMIT"
"""The variable with the commit that the build would take."""

_MINUTES = 10

# What is cloned is the newest main: a commit that is on no branch is not there at all, or not before HEAD.
# https://git-scm.com/docs/git-merge-base#Documentation/git-merge-base.txt---is-ancestor
_ON_MAIN = """\
if ! [[ "$COMMIT" =~ ^[0-9a-f]{40,64}$ ]] || ! git merge-base --is-ancestor "$COMMIT" HEAD; then
  echo "$COMMIT is not on MAIN, and only what is on MAIN is released: merge it first, then tag what is there" >&2
  false
fi
"""

# A branch that is not there is no reason to stop: the commit may be on the next one.
# https://git-scm.com/docs/git-for-each-ref#Documentation/git-for-each-ref.txt---contains
_ON_SOME_BRANCH = """\
ADMITTED=no
if [[ "$COMMIT" =~ ^[0-9a-f]{40,64}$ ]]; then
  if git merge-base --is-ancestor "$COMMIT" HEAD; then
    ADMITTED=yes
  else
    for BRANCH in BRANCHES; do
      git fetch --quiet --no-tags origin "+refs/heads/$BRANCH:refs/admit/$BRANCH" || echo "No $BRANCH to look at" >&2
    done
    if [ -n "$(git for-each-ref --count=1 --contains "$COMMIT" refs/admit)" ]; then
      ADMITTED=yes
    fi
  fi
fi
if [ "$ADMITTED" != yes ]; then
  echo "$COMMIT is on none of the branches that are released: SHOWN" >&2
  false
fi
"""

# As a whole line: a pattern of ls-remote also matches refs that only end like it. An annotated tag has a second line,
# for the commit. https://git-scm.com/docs/git-ls-remote
_TAG_OF_COMMIT = f"""\
if [ "${{{RELEASE_VARIABLE}:-{NO_RELEASE}}}" = {NO_RELEASE} ]; then
  POINTS="$(git ls-remote origin "refs/tags/$TAG" "refs/tags/$TAG^{{}}" |
    awk -v ref="refs/tags/$TAG" '$2 == ref || $2 == ref "^{{}}" {{ id = $1 }} END {{ print id }}')"
  if [ "$POINTS" != "$COMMIT" ]; then
    echo "$TAG is at ${{POINTS:-no commit}} by now, and this run would release $COMMIT" >&2
    false
  fi
fi
"""


def admission_project(service: Service, role: Any, key: Any, checks: Sequence[str]) -> BuildProject:
    """It hands nothing on but its yes or no.

    ``checks`` are commands that fail where the commit holds what the engine may not release.
    """
    return step_project(
        logical.ADMISSION_PROJECT,
        name=service.names.admission_project,
        description=f"Says which commits {service.names.container} is released from to {service.environment.name}",
        role=role,
        key=key,
        buildspec=step_buildspec(_commands(service, checks), environment={"git-credential-helper": "yes"}),
        stream="admit",
        minutes=_MINUTES,
        variables=[("PIPELINE", service.names.pipeline)],
    )


def _commands(service: Service, checks: Sequence[str]) -> Iterator[str]:
    prefix = service.tag_prefix
    yield TAG_OF_THIS_RUN
    yield SOME_TAG.replace("PREFIX", prefix)
    yield SEMANTIC_VERSION.replace("PREFIX", prefix)
    yield _on_a_branch(service)
    yield _TAG_OF_COMMIT
    yield from checks
    yield 'echo "$TAG may release $COMMIT"'


def _on_a_branch(service: Service) -> str:
    main, others = service.project.git.main, service.project.git.release_branches
    if not others:
        return _ON_MAIN.replace("MAIN", main)
    quoted = " ".join(f"'{branch}'" for branch in others)
    return _ON_SOME_BRANCH.replace("BRANCHES", quoted).replace("SHOWN", ", ".join((main, *others)))
