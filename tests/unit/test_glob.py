"""Two patterns overlap where some text fits both."""

from __future__ import annotations

import pytest

from generator.glob import SOME, overlaps


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("shop", "shop", True),
        ("shop", "shop-dev", False),
        ("shop*", "shop-dev", True),
        ("*", "", True),
        ("a*c", "ab*", True),
        ("a*c", "*d", False),
        ("sh?p", "sh*", True),
        ("sh?p", "shp", False),
        ("arn:aws:s3:::shop/*", "arn:aws:s3:::shop", False),
        (f"arn:{SOME}:s3:::shop", "arn:aws:s3:::shop", True),
        (f"arn:aws:logs:{SOME}:1:log-group:/a:*", "arn:aws:logs:us-west-2:1:log-group:/a-dev:*", False),
        ("arn:aws:logs:*:log-group:/a:*", "arn:aws:logs:us-west-2:1:log-group:/a-dev:*", True),
        (f"{SOME}:x", "a:b:x", False),
        (f"{SOME}x", f"a{SOME}", True),
    ],
)
def test_overlaps(first: str, second: str, expected: bool) -> None:
    assert overlaps(first, second) is expected
    assert overlaps(second, first) is expected
