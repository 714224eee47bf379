"""How hypothesis runs here: without limits of time, since a busy machine is no fault of the code.

``make test`` draws 8 whole specs for each test, and other specs on each run; ``make gate`` chooses the profile that
draws 100. Tests that take no time for an example say themselves how many they want.
"""

import os

from hypothesis import HealthCheck, settings

for _name, _examples in (("test", 8), ("gate", 100)):
    settings.register_profile(
        _name,
        max_examples=_examples,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
        print_blob=True,
    )
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "test"))
