"""Hypothesis runs the same examples everywhere."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "onrecord", derandomize=True, deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("onrecord")
