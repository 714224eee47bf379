"""How large a template may be: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html."""

from __future__ import annotations

CALL_BYTES = 51_200
"""In a call, as ``aws cloudformation deploy`` sends it without a bucket to put it into."""
BUCKET_BYTES = 1024 * 1024
"""In a bucket."""
