"""A plugin of the AWS CLI: writes each API call that a command makes, with its parameters, to ``$AWS_CALLS``.

It runs in the AWS CLI's own Python: https://docs.aws.amazon.com/cli/v1/userguide/cli-configure-files.html
"""

from __future__ import annotations

import json
import os
from typing import Any


def awscli_initialize(events: Any) -> None:
    """What the AWS CLI calls, before it makes its clients."""
    events.register("before-parameter-build", _record)


def _record(params: Any, model: Any, **_: Any) -> None:
    call = {"service": model.service_model.service_name, "operation": model.name, "parameters": params}
    with open(os.environ["AWS_CALLS"], "a", encoding="utf-8") as calls:
        calls.write(json.dumps(call, default=str) + "\n")
