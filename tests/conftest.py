"""What holds for all tests."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

UNWATCHED = [HealthCheck.too_slow, HealthCheck.filter_too_much]
"""They fail by the machine's load or by chance, not by what is tested."""

settings.register_profile("quick", max_examples=25, deadline=None, suppress_health_check=UNWATCHED)
settings.register_profile("long", max_examples=2000, deadline=None, suppress_health_check=UNWATCHED)
settings.load_profile(os.environ.get("VERBALE_HYPOTHESIS", "quick"))
