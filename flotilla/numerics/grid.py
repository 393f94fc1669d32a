"""The British National Grid: from a reference to latitude and longitude."""

from math import atan2, cos, pi, radians, sin, sqrt, tan

# the ellipsoids: semi-major and semi-minor axes in metres
AIRY = (6_377_563.396, 6_356_256.909)
WGS84 = (6_378_137.0, 6_356_752.314_245)
# the projection: scale on the central meridian, true origin, false origin in metres
SCALE = 0.9996012717
ORIGIN_LATITUDE, ORIGIN_LONGITUDE = radians(49), radians(-2)
FALSE_NORTH, FALSE_EAST = -100_000, 400_000
# OSGB36 to WGS84: shifts in metres, scale in parts, turns in seconds of arc
SHIFT = (446.448, -125.157, 542.060)
GROWTH = -20.4894e-6
TURN = tuple(radians(seconds / 3600) for seconds in (0.1502, 0.2470, 0.8421))
LETTERS = "ABCDEFGHJKLMNOPQRSTUVWXYZ"  # a square has no I
WIDTH, HEIGHT = 700_000, 1_300_000


def square(letters: str) -> tuple[int, int]:
    """Return easting and northing in metres of the south-west corner of a square of 100 km, such as "TQ".

    Raises ValueError outside Great Britain. Source: Ordnance Survey, A guide to coordinate systems in Great Britain.
    """
    if len(letters) != 2 or not set(letters) <= set(LETTERS):
        raise ValueError(letters)
    first, second = (LETTERS.index(letter) for letter in letters)
    east = ((first - 2) % 5) * 5 + second % 5
    north = 19 - first // 5 * 5 - second // 5
    if not (0 <= east * 100_000 < WIDTH and 0 <= north * 100_000 < HEIGHT):
        raise ValueError(letters)
    return east * 100_000, north * 100_000


def to_latitude_and_longitude(east: float, north: float) -> tuple[float, float]:
    """Return degrees of latitude and longitude (WGS84) of an easting and northing in metres; right to about 5 m.

    Inverse transverse Mercator on Airy 1830, then the seven-parameter Helmert turn that Ordnance Survey publishes;
    not for surveying, where OSTN15 is needed.
    """
    return _turned(*_unprojected(east, north))


def _unprojected(east: float, north: float) -> tuple[float, float]:
    """Radians on the Airy ellipsoid (Ordnance Survey guide, annex C)."""
    a, b = AIRY
    e2, n = 1 - (b / a) ** 2, (a - b) / (a + b)
    latitude, meridian = ORIGIN_LATITUDE, 0.0
    while True:
        latitude += (north - FALSE_NORTH - meridian) / (a * SCALE)
        meridian = _meridian(latitude, n, b)
        if abs(north - FALSE_NORTH - meridian) < 0.00001:
            break
    nu = a * SCALE / sqrt(1 - e2 * sin(latitude) ** 2)
    rho = a * SCALE * (1 - e2) / (1 - e2 * sin(latitude) ** 2) ** 1.5
    eta2, t, d = nu / rho - 1, tan(latitude), east - FALSE_EAST
    seventh = t / (2 * rho * nu)
    eighth = t / (24 * rho * nu**3) * (5 + 3 * t**2 + eta2 - 9 * t**2 * eta2)
    ninth = t / (720 * rho * nu**5) * (61 + 90 * t**2 + 45 * t**4)
    tenth = 1 / (cos(latitude) * nu)
    eleventh = 1 / (6 * cos(latitude) * nu**3) * (nu / rho + 2 * t**2)
    twelfth = 1 / (120 * cos(latitude) * nu**5) * (5 + 28 * t**2 + 24 * t**4)
    return (
        latitude - seventh * d**2 + eighth * d**4 - ninth * d**6,
        ORIGIN_LONGITUDE + tenth * d - eleventh * d**3 + twelfth * d**5,
    )


def _meridian(latitude: float, n: float, b: float) -> float:
    less, more = latitude - ORIGIN_LATITUDE, latitude + ORIGIN_LATITUDE
    return (
        b
        * SCALE
        * (
            (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * less
            - (3 * n + 3 * n**2 + 21 / 8 * n**3) * sin(less) * cos(more)
            + (15 / 8 * n**2 + 15 / 8 * n**3) * sin(2 * less) * cos(2 * more)
            - 35 / 24 * n**3 * sin(3 * less) * cos(3 * more)
        )
    )


def _turned(latitude: float, longitude: float) -> tuple[float, float]:
    """Degrees on WGS84 of radians on Airy, at the height of the ellipsoid."""
    a, b = AIRY
    e2 = 1 - (b / a) ** 2
    nu = a / sqrt(1 - e2 * sin(latitude) ** 2)
    x, y = nu * cos(latitude) * cos(longitude), nu * cos(latitude) * sin(longitude)
    z = (1 - e2) * nu * sin(latitude)
    s, (rx, ry, rz) = 1 + GROWTH, TURN
    x, y, z = (
        SHIFT[0] + s * x - rz * y + ry * z,
        SHIFT[1] + rz * x + s * y - rx * z,
        SHIFT[2] - ry * x + rx * y + s * z,
    )
    return _degrees(x, y, z)


def _degrees(x: float, y: float, z: float) -> tuple[float, float]:
    a, b = WGS84
    e2, flat = 1 - (b / a) ** 2, sqrt(x * x + y * y)
    latitude = atan2(z, flat * (1 - e2))
    for _turn in range(6):
        nu = a / sqrt(1 - e2 * sin(latitude) ** 2)
        latitude = atan2(z + e2 * nu * sin(latitude), flat)
    return latitude * 180 / pi, atan2(y, x) * 180 / pi
