"""Answers the AWS CLI's ExecuteChangeSet only when the stack has settled: the CLI looks once, then every 30 seconds.

https://github.com/boto/botocore/blob/develop/botocore/data/cloudformation/2010-05-15/waiters-2.json
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs, urlencode

Ask = Callable[[bytes], Awaitable[tuple[int, bytes]]]
"""Hands a request's body to the emulator: status and body of the answer."""
_LOOKS = 400
_SECONDS = 0.05
_BUSY = re.compile(rb"<StackStatus>(?!REVIEW)[A-Z_]+_IN_PROGRESS</StackStatus>")


def is_waited_for(scope: Any) -> bool:
    """Whether the AWS CLI asks CloudFormation."""
    headers = dict(scope["headers"])
    is_cli = headers.get(b"user-agent", b"").startswith(b"aws-cli/")
    return is_cli and b"/cloudformation/aws4_request" in headers.get(b"authorization", b"")


async def settle(ask: Ask, body: bytes) -> None:
    """Return when the stack that a request is about is not at work any more, if it began anything."""
    given = parse_qs(body.decode())
    if given.get("Action") != ["ExecuteChangeSet"]:
        return
    look = urlencode({"Action": "DescribeStacks", "Version": "2010-05-15", "StackName": given["StackName"][0]}).encode()
    for _ in range(_LOOKS):
        _, answer = await ask(look)
        if not _BUSY.search(answer):
            return
        await asyncio.sleep(_SECONDS)
