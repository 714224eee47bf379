"""A stack's template -> what CloudFormation is sent: the text itself, or where it is when it is too large for that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from generator.app.deploy.desired import DesiredStack
from generator.app.deploy.failure import StackError
from generator.cfn.size import CALL_BYTES
from generator.live.bucket import has_bucket, put_text
from generator.live.client import Aws


@dataclass(frozen=True)
class Bodies:
    """Sends templates; ``bucket`` takes the large ones."""

    aws: Aws
    bucket: str
    has_bucket: Callable[[Aws, str], bool] = has_bucket
    put_text: Callable[[Aws, str, str, str], str] = put_text

    def of(self, stack: DesiredStack) -> tuple[str, str]:
        """The body, or else the URL. Raises StackError when there is no bucket for a large one."""
        text = stack.subject.text
        if stack.size <= CALL_BYTES:
            return text, ""
        if not self.has_bucket(self.aws, self.bucket):
            raise StackError(
                stack.name,
                f"its template has {stack.size:,} bytes, and CloudFormation takes more than {CALL_BYTES:,} only from a "
                f"bucket; {self.bucket} is not there",
                "name a bucket of yours in that region with --s3-bucket",
            )
        digest = sha256(text.encode()).hexdigest()
        key = f"templates/{stack.name}/{digest}"
        return "", self.put_text(self.aws, self.bucket, key, text)
