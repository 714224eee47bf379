"""The expression that a tag's version must match, against the list that semver.org's own is tried with.

https://semver.org/#is-there-a-suggested-regular-expression-regex-to-check-a-semver-string (its link to regex101)
"""

from __future__ import annotations

import subprocess

from generator.resources.release_tag import SEMVER
from tests.patience import SECONDS

_VALID = """\
0.0.4
1.2.3
10.20.30
1.1.2-prerelease+meta
1.1.2+meta
1.1.2+meta-valid
1.0.0-alpha
1.0.0-alpha.beta.1
1.0.0-alpha.1
1.0.0-alpha0.valid
1.0.0-alpha.0valid
1.0.0-alpha-a.b-c-somethinglong+build.1-aef.1-its-okay
1.0.0-rc.1+build.1
10.2.3-DEV-SNAPSHOT
1.2.3-SNAPSHOT-123
2.0.0+build.1848
1.0.0-alpha+beta
1.2.3----RC-SNAPSHOT.12.9.1--.12+788
1.2.3----R-S.12.9.1--.12+meta
1.0.0+0.build.1-rc.10000aaa-kk-0.1
99999999999999999999999.999999999999999999.99999999999999999
1.0.0-0A.is.legal
"""
_INVALID = """\
1
1.2
1.2.3-0123
1.2.3-0123.0123
1.1.2+.123
+invalid
-invalid
-invalid+invalid
alpha
alpha.beta.1
alpha+beta
alpha_beta
1.0.0-alpha_beta
1.0.0-alpha..
1.0.0-alpha...1
01.1.1
1.01.1
1.1.01
1.2.3.DEV
1.2-SNAPSHOT
1.2.31.2.3----RC-SNAPSHOT.12.09.1--..12+788
-1.0.3-gamma+b7718
+justmeta
9.8.7+meta+meta
9.8.7-whatever+meta+meta
99999999999999999999999.999999999999999999.99999999999999999----RC-SNAPSHOT.12.09.1---------------------..12
"""


def test_versions_are_those_of_semver() -> None:
    found = subprocess.run(
        ["grep", "-E", SEMVER], input=_VALID + _INVALID, capture_output=True, text=True, check=True, timeout=SECONDS
    )
    assert found.stdout == _VALID
