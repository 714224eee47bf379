"""Every type of resource that a template may hold, and how each is found again."""

from __future__ import annotations

from collections.abc import Mapping

from tests.deploy.found import code, ec2, ecs, efs, elb, iam, job, watch
from tests.deploy.found.row import Row

ROWS: Mapping[str, Row] = {
    **code.ROWS,
    **ec2.ROWS,
    **ecs.ROWS,
    **efs.ROWS,
    **elb.ROWS,
    **iam.ROWS,
    **job.ROWS,
    **watch.ROWS,
}
