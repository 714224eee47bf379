"""An export -> the stacks that import it.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListImports.html
"""

from __future__ import annotations

from generator.live.client import Aws, AwsError


def importers(aws: Aws, export: str) -> frozenset[str]:
    """The names of the stacks; none where nobody imports it, or it is not there."""
    try:
        return frozenset(aws.pages("cloudformation", "list_imports", "Imports", ExportName=export))
    except AwsError as error:
        # There is no code of its own for either: https://github.com/aws/aws-cli/issues/2887
        if error.code == "ValidationError" and ("not imported" in error.why or "does not exist" in error.why):
            return frozenset()
        raise
