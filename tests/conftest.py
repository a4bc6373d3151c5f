"""
How the tests are run: property tests without a deadline, and without a choice that differs from run to run.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# Built reviews are slow next to Hypothesis' 200 ms, and a clock has no place in a test. The examples are drawn the same
# way each time: what fails for one person fails for the next. `--hypothesis-profile=wide` looks further.
settings.register_profile(
    "steady", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("wide", deadline=None, max_examples=1000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")
