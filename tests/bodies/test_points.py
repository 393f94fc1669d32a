"""Points as people write and paste them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flotilla.bodies import points

TRAFALGAR = "51.5074, -0.1278"


@pytest.mark.parametrize(
    "text",
    [
        "51.5074, -0.1278",
        " 51.50741  -0.12784 ",
        "51.50740000000000001, -0.12780000000000002",  # as machines write it
        "(51.5074, −0.1278)",
        "51,5074; -0,1278",
        "51.5074N 0.1278W",
        "51.5074° N, 0.1278° W",
        "51°30′26.64″N 0°7′40.1″W",
        "51°30'26.64\" N, 0°7'40.1\" O",
        "geo:51.5074,-0.1278",
        "geo:51.5074,-0.1278;u=35",
        "https://www.google.com/maps/place/X/@51.5,-0.12,17z/data=!3m1!4b1!8m2!3d51.5074!4d-0.1278",
        "https://www.google.com/maps?q=51.5074,-0.1278",
        "https://www.openstreetmap.org/?mlat=51.5074&mlon=-0.1278#map=17/51.5/-0.12",
        "https://www.openstreetmap.org/#map=17/51.5074/-0.1278",
        "https://maps.apple.com/?ll=51.5074,-0.1278&q=Here",
        "https://www.bing.com/maps?cp=51.5074~-0.1278&lvl=15",
        "www.google.com/maps/@51.5074,-0.1278,17z",
    ],
)
def test_one_point_is_read_however_it_is_written(text):
    assert str(points.read(text)) == TRAFALGAR


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("TG 51409 13177", "52.6580, 1.7160"),  # the worked example of Ordnance Survey
        ("TQ 300 804", "51.5080, -0.1275"),
        ("tq300804", "51.5080, -0.1275"),
        ("NN 1667 7128", "56.7969, -5.0035"),  # Ben Nevis
    ],
)
def test_a_grid_reference_is_the_middle_of_its_square(text, point):
    assert str(points.read(text)) == point


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("Mill Road", points.NoPoint),
        ("", points.NoPoint),
        ("51.5074", points.NoPoint),
        ("NaN, 1", points.NoPoint),
        ("1e5, 2", points.NoPoint),
        ("51.5, -0.1, 7", points.NoPoint),
        ("9" * 5_000, points.NoPoint),
        ("91, 0", points.OffTheEarth),
        ("0, 181", points.OffTheEarth),
        ("51°70′0″N 0°0′0″W", points.OffTheEarth),
        ("ZZ 100 100", points.OffTheGrid),
        ("TQ 3000 804", points.OffTheGrid),
        ("https://maps.app.goo.gl/abcdef", points.NotInTheLink),
        ("http://[", points.NotInTheLink),
        ("javascript:alert(1)", points.NotInTheLink),
    ],
)
def test_what_is_no_point_is_refused_with_what_to_write_instead(text, refusal):
    with pytest.raises(points.NoPoint) as refused:
        points.read(text)
    assert type(refused.value) is refusal
    assert str(refused.value)


@given(st.text(max_size=80))
def test_nothing_that_is_typed_breaks_it(text):
    try:
        found = points.read(text)
    except points.NoPoint:
        return
    assert abs(found.latitude) <= 90
    assert abs(found.longitude) <= 180


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_a_point_is_kept_to_about_ten_metres_and_reads_back_as_itself(latitude, longitude):
    found = points.point(latitude, longitude)
    assert abs(found.latitude - latitude) <= 0.00005001
    assert points.read(str(found)) == points.read(found.link) == found
