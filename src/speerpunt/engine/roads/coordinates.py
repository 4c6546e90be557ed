"""Places on the ground: from projected coordinates to WGS84, and from WGS84 to metres.

Longitude before latitude, in degrees. Sources: the ellipsoid of WGS84; Krüger's series for the transverse Mercator
projection, as in Karney (2011), "Transverse Mercator with an accuracy of a few nanometers"; the polynomials of
Schreutelkamp and Strang van Hees (2001) for the Dutch grid, within 0.25 m.
"""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from ..problems import InputProblem
from .network import Floats

SEMI_MAJOR_M, FLATTENING = 6378137.0, 1 / 298.257223563
ECCENTRICITY_2 = FLATTENING * (2 - FLATTENING)

WGS84, RD = 4326, 28992
"""EPSG codes of longitude and latitude, and of the Dutch grid."""

_RD_LATITUDE = {
    (0, 1): 3235.65389, (2, 0): -32.58297, (0, 2): -0.24750, (2, 1): -0.84978, (0, 3): -0.06550, (2, 2): -0.01709,
    (1, 0): -0.00738, (4, 0): 0.00530, (2, 3): -0.00039, (4, 1): 0.00033, (1, 1): -0.00012,
}  # fmt: skip
_RD_LONGITUDE = {
    (1, 0): 5260.52916, (1, 1): 105.94684, (1, 2): 2.45656, (3, 0): -0.81885, (1, 3): 0.05594, (3, 1): -0.05607,
    (0, 1): 0.01199, (3, 2): -0.00256, (1, 4): 0.00128, (0, 2): 0.00022, (2, 0): -0.00022, (5, 0): 0.00026,
}  # fmt: skip


def metres_per_degree(latitude: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Length of a degree of longitude and of latitude at this latitude, on the ellipsoid.

    >>> [round(float(metres)) for metres in metres_per_degree(52.16)]
    [68433, 111270]
    """
    angle = np.radians(np.asarray(latitude, dtype=np.float64))
    flattened = 1 - ECCENTRICITY_2 * np.sin(angle) ** 2
    east = SEMI_MAJOR_M / np.sqrt(flattened) * np.cos(angle)
    north = SEMI_MAJOR_M * (1 - ECCENTRICITY_2) / flattened**1.5
    return np.radians(east), np.radians(north)


def steps_m(line: Floats) -> Floats:
    """Metres from each point of a line, shape [points, 2], to the next; shape [points - 1].

    Each step is measured on the plane that touches the ellipsoid halfway: within 1 in 100,000 up to some kilometres.
    """
    east, north = metres_per_degree((line[1:, 1] + line[:-1, 1]) / 2)
    difference = np.diff(line, axis=0)
    return np.hypot(difference[:, 0] * east, difference[:, 1] * north)


def length_m(line: Floats) -> float:
    """Metres along a line of shape [points, 2].

    >>> round(length_m(np.array([[4.48, 52.16], [4.49, 52.16]])), 1)
    684.3
    """
    return float(steps_m(line).sum())


class LocalPlane:
    """Metres east and north of a middle: true to about 0.1% within some tens of kilometres.

    >>> plane = LocalPlane(4.49, 52.16)
    >>> [round(float(metres)) for metres in plane.project(np.array([[4.50, 52.16]]))[0]]
    [684, 0]
    """

    def __init__(self, longitude: float, latitude: float) -> None:
        self._middle = np.array([longitude, latitude])
        self._metres = np.array([float(metres) for metres in metres_per_degree(latitude)])

    def project(self, points: Floats) -> Floats:
        """From degrees to metres; shape [points, 2]."""
        metres: Floats = (points[:, :2] - self._middle) * self._metres
        return metres


def lies_outside(points: Floats, crs: int) -> npt.NDArray[np.bool_]:
    """Per point of shape [points, 2]: can it not be a place in this coordinate system.

    >>> lies_outside(np.array([[4.5, 52.2], [93500.0, 463000.0]]), WGS84).tolist()
    [False, True]
    """
    limit = np.array([180.0, 90.0] if crs == WGS84 else [2e7, 2e7])
    outside: npt.NDArray[np.bool_] = np.any(np.abs(points) > limit, axis=1)
    return outside


def to_wgs84(crs: int) -> Callable[[Floats], Floats]:
    """What turns points of shape [points, 2] in this coordinate system (its EPSG code) into WGS84.

    Known are 4326, 28992 (the Dutch grid) and the UTM zones on WGS84 (32601 to 32660, 32701 to 32760) and on ETRS89
    (25828 to 25838).

    >>> to_wgs84(28992)(np.array([[155000.0, 463000.0]])).round(4)
    array([[ 5.3872, 52.1552]])

    Raises:
        InputProblem: another code.
    """
    if crs == WGS84:
        return lambda points: points
    if crs == RD:
        return _from_rd
    for first, last, is_south in ((32601, 32660, False), (32701, 32760, True), (25828, 25838, False)):
        if first <= crs <= last:
            zone = crs % 100
            return lambda points: _from_utm(points, zone, is_south)
    raise InputProblem(f"coordinates in EPSG:{crs} cannot be read; convert them to EPSG:4326 first")


def _from_rd(points: Floats) -> Floats:
    x, y = (points[:, 0] - 155000) * 1e-5, (points[:, 1] - 463000) * 1e-5

    def degrees(at_zero: float, terms: dict[tuple[int, int], float]) -> Floats:
        total: Floats = sum((factor * x**p * y**q for (p, q), factor in terms.items()), np.zeros_like(x))
        return at_zero + total / 3600

    return np.column_stack([degrees(5.38720621, _RD_LONGITUDE), degrees(52.15517440, _RD_LATITUDE)])


def _from_utm(points: Floats, zone: int, is_south: bool) -> Floats:
    n = FLATTENING / (2 - FLATTENING)
    radius = SEMI_MAJOR_M / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
    xi = (points[:, 1] - (10_000_000 if is_south else 0)) / (0.9996 * radius)
    eta = (points[:, 0] - 500_000) / (0.9996 * radius)
    beta = (
        n / 2 - 2 * n**2 / 3 + 37 * n**3 / 96,
        n**2 / 48 + n**3 / 15,
        17 * n**3 / 480,
    )
    sphere = np.array(xi), np.array(eta)
    for order, factor in enumerate(beta, start=1):
        sphere[0][:] -= factor * np.sin(2 * order * xi) * np.cosh(2 * order * eta)
        sphere[1][:] -= factor * np.cos(2 * order * xi) * np.sinh(2 * order * eta)
    conformal = np.arcsin(np.sin(sphere[0]) / np.cosh(sphere[1]))
    delta = (2 * n - 2 * n**2 / 3 - 2 * n**3, 7 * n**2 / 3 - 8 * n**3 / 5, 56 * n**3 / 15)
    latitude = conformal + sum(
        factor * np.sin(2 * order * conformal) for order, factor in enumerate(delta, start=1)
    )
    longitude = np.arctan2(np.sinh(sphere[1]), np.cos(sphere[0]))
    return np.column_stack([6 * zone - 183 + np.degrees(longitude), np.degrees(latitude)])
