"""What a release fills into taskdef.json, wherever it stands in the file: also inside a value of the spec.

CodeDeployToECS fills in the image, and in appspec.yaml the revision; the build fills in all the others.
https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECSbluegreen.html
"""

from __future__ import annotations

from generator.naming import IMAGE_PLACEHOLDER

IMAGE = f"<{IMAGE_PLACEHOLDER}>"
VERSION = "<VERSION>"
REGION = "<REGION>"
EXECUTION_ROLE = "<EXECUTION_ROLE_ARN>"
TASK_ROLE = "<TASK_ROLE_ARN>"
SNS = "<SNS_ARN>"
"""What the ARN of each topic in the account and region begins with, up to the colon before its name."""
FILE_SYSTEM = "<FILE_SYSTEM_ID>"
ACCESS_POINT = "<ACCESS_POINT_ID>"
"""In taskdef.json where the service has a folder in the environment's file system: the ids that AWS gave."""
REVISION = "<TASK_DEFINITION>"
"""CodeDeployToECS puts the new revision's ARN here. An ARN of one's own would release that one for ever."""
SUBNETS = "<SUBNETS>"
SUBNET_LIST = f'"{SUBNETS}"'
"""As appspec.yaml has it, where the list of the tasks' subnets comes into its place."""
SECURITY_GROUP = "<SECURITY_GROUP>"
"""In appspec.yaml: the security group that is made for the tasks."""
ALL = (IMAGE, VERSION, REGION, EXECUTION_ROLE, TASK_ROLE, SNS, FILE_SYSTEM, ACCESS_POINT)
