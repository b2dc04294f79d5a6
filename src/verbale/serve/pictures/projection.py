"""Where a place stands on the picture of the world: the Equal Earth projection (Šavrič, Patterson, Jenny 2018)."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import Final

WIDTH: Final = 2000
"""Units of the picture from 180° west to 180° east."""
HEIGHT: Final = 973
"""Units from the north pole to the south pole."""

_A: Final = (1.340264, -0.081106, 0.000893, 0.003796)
_ROOT: Final = sqrt(3) / 2
_X: Final = WIDTH / 2 / 2.7066299836
_POLE: Final = 1.3173627591574


def project(lat: float, lon: float) -> tuple[float, float]:
    """Degrees (WGS 84) to units of the picture, its origin in the upper left corner."""
    bend = asin(_ROOT * sin(radians(max(-90.0, min(90.0, lat)))))
    square = bend * bend
    sixth = square**3
    x = radians(lon) * cos(bend) / (_ROOT * (_A[0] + 3 * _A[1] * square + sixth * (7 * _A[2] + 9 * _A[3] * square)))
    y = bend * (_A[0] + _A[1] * square + sixth * (_A[2] + _A[3] * square))
    return WIDTH / 2 + x * _X, HEIGHT / 2 - y * HEIGHT / 2 / _POLE
