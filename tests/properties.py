"""Which examples the properties are tried with: the same each time, or fresh ones in `bin/test --fresh`.

The run that guards `main` draws the same examples each time, so that a change fails by its own fault
and not by luck. An example that ever failed stays beside its property as `@example`: the failures that
Hypothesis keeps by itself are a cache and may be forgotten.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings

SAME, FRESH = "same", "fresh"
MANY_TIMES = 20

# How long an example takes tells only how busy the machine is.
_ON_ANY_MACHINE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)

settings.register_profile(SAME, _ON_ANY_MACHINE, derandomize=True, database=None)
settings.register_profile(FRESH, _ON_ANY_MACHINE, max_examples=100 * MANY_TIMES)


def examples(number: int) -> settings:
    """`@examples(40)`: that many instead of a hundred; of fresh ones many times as many."""
    fresh = settings.get_current_profile_name() == FRESH
    return settings(max_examples=number * (MANY_TIMES if fresh else 1))
