"""Every physical name, stack name and export name; nobody else builds a name.

Logical ids are in ``generator.naming.logical``, output paths in ``generator.naming.path``.
"""

from __future__ import annotations

from generator.naming.environment import EnvironmentNames
from generator.naming.part import (
    ACCOUNT,
    BRANCH_TAG_PREFIX,
    BUILDSPEC,
    DEAD_LETTERS_ALARM,
    DEPLOYER_TAG,
    EVERY_OTHER,
    IMAGE_PLACEHOLDER,
    JOB_ALARM,
    JOB_RULE,
    LOAD_BALANCER_ALARM,
    LONGEST_REGION,
    MAIN,
    OUTPUT_FOLDER,
    PRODUCTION_COLOURS,
    PUSH_RULE,
    QUEUE_ALARM,
    REGION,
    RULES,
    SHARED,
    TASK_RULE,
    TASKS_ALARM,
    WAITING_RULE,
    connection,
    export,
    image_tag,
    numbered,
    release_tag,
    repository,
    shared_stack,
)
from generator.naming.service import ServiceNames

__all__ = [
    "ACCOUNT",
    "BRANCH_TAG_PREFIX",
    "BUILDSPEC",
    "DEAD_LETTERS_ALARM",
    "DEPLOYER_TAG",
    "EVERY_OTHER",
    "IMAGE_PLACEHOLDER",
    "JOB_ALARM",
    "JOB_RULE",
    "LOAD_BALANCER_ALARM",
    "LONGEST_REGION",
    "MAIN",
    "OUTPUT_FOLDER",
    "PRODUCTION_COLOURS",
    "PUSH_RULE",
    "QUEUE_ALARM",
    "REGION",
    "RULES",
    "SHARED",
    "TASKS_ALARM",
    "TASK_RULE",
    "WAITING_RULE",
    "EnvironmentNames",
    "ServiceNames",
    "connection",
    "export",
    "image_tag",
    "numbered",
    "release_tag",
    "repository",
    "shared_stack",
]
