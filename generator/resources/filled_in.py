"""What a build puts into the files of a release that no repository should hold: the variables that it has of it."""

from __future__ import annotations

EXECUTION_ROLE = "EXECUTION_ROLE_ARN"
TASK_ROLE = "TASK_ROLE_ARN"
ROLES = {EXECUTION_ROLE: "execution", TASK_ROLE: "task"}
"""Variable -> the principal whose role's ARN it holds."""
FILE_SYSTEM = "FILE_SYSTEM_ID"
"""The environment's, of EFS."""
ACCESS_POINT = "ACCESS_POINT_ID"
"""By which the service enters it."""
SUBNETS = "SUBNETS"
"""Those of the tasks, joined by commas."""
SECURITY_GROUP = "SECURITY_GROUP"
"""The one that is made for the tasks."""
SNS = "SNS_ARN"
"""What the ARN of each topic in the account and region begins with."""
