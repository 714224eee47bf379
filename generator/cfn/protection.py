"""What no later update may do to a resource that releases own."""

from __future__ import annotations

from enum import Enum


class Protection(Enum):
    """What no later update may do to a resource, in the words of a stack policy.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html
    """

    NONE = ()
    NEVER_REPLACED = ("Update:Replace", "Update:Delete")
    LOCKED = ("Update:*",)
