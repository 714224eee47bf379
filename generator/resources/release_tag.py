"""The shell commands by which a run of the pipeline finds its tag, and refuses what is no version."""

from __future__ import annotations

SOURCE = "Source"
RELEASE_VARIABLE = "RELEASE"
NO_RELEASE = "none"
BEFORE_VARIABLE = "BEFORE"
"""The pipeline's variable that says whether ``release.before`` runs also for a version that is released again."""
BEFORE_TOO, NOT_BEFORE = "yes", "auto"

_NUMBER = "(0|[1-9][0-9]*)"
_IDENTIFIER = "(0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)"
_PRE_RELEASE = rf"(-{_IDENTIFIER}(\.{_IDENTIFIER})*)?"
_BUILD_METADATA = r"(\+[0-9a-zA-Z-]+(\.[0-9a-zA-Z-]+)*)?"
SEMVER = rf"^{_NUMBER}\.{_NUMBER}\.{_NUMBER}{_PRE_RELEASE}{_BUILD_METADATA}$"
"""SemVer 2.0.0 as an extended regular expression of ``grep``; https://semver.org gives it in Perl's."""

# The run is asked for its tag, since one that no tag started has no variable #{SourceVariables.TagName} to be given.
# https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ListActionExecutions.html
TAG_OF_THIS_RUN = f"""\
TAG="${{{RELEASE_VARIABLE}:-{NO_RELEASE}}}"
if [ "$TAG" = {NO_RELEASE} ]; then
  TAG="$(aws codepipeline list-action-executions --no-paginate --pipeline-name "$PIPELINE" \\
    --filter "pipelineExecutionId=$PIPELINE_EXECUTION_ID" \\
    --query "actionExecutionDetails[?actionName=='{SOURCE}'].output.outputVariables.TagName | [0]" \\
    --output text)"
fi
"""

SOME_TAG = f"""\
if [ "$TAG" = None ]; then
  echo "No tag started this run: push one, or start the pipeline with {RELEASE_VARIABLE}=PREFIX1.2.3" >&2
  false
fi
"""

# Of several lines, grep would be content with one that matches.
SEMANTIC_VERSION = f"""\
VERSION="${{TAG#PREFIX}}"
if ! {{ [ "$TAG" = "PREFIX$VERSION" ] && printf %s "$VERSION" | tr '\\n' ' ' | grep -Eq \\
  '{SEMVER}'; }}; then
  echo "$TAG is not PREFIXMAJOR.MINOR.PATCH, as https://semver.org has it" >&2
  false
fi
"""
