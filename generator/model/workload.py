"""What runs a container of the project: a service, which answers requests, or a job, which runs at certain times."""

from __future__ import annotations

from typing import TypeAlias

from generator.model.job import Job
from generator.model.service import Service

Workload: TypeAlias = Service | Job
