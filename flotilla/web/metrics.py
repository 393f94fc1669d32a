"""Figures for Prometheus: what is asked, how it is answered and how long it takes; and how this copy is."""

import hmac
from collections.abc import Iterator
from ipaddress import ip_address, ip_network
from os import environ

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from flotilla.kit.moments import database_now
from flotilla.upkeep import queries
from flotilla.web.doors import Audience, door

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-IP")

requests = Counter(
    "flotilla_requests", "Requests answered.", ["door", "method", "status"], registry=None
)
seconds_taken = Histogram(
    "flotilla_request_seconds",
    "How long answers took.",
    ["door"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=None,
)


def method_of(request: HttpRequest) -> str:
    """Return the method asked with, or OTHER: whoever asks cannot invent rows."""
    return request.method if request.method in METHODS else "OTHER"


def answered(door: str, method: str, status: int, seconds: float) -> None:
    """Count an answer."""
    requests.labels(door, method, str(status)).inc()
    seconds_taken.labels(door).observe(seconds)


class Condition(Collector):
    """How this copy is, asked of the database at the moment of reading."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Give each figure that upkeep knows."""
        for figure in queries.figures(database_now()):
            labels = list(figure.labels)
            family = GaugeMetricFamily(f"flotilla_{figure.name}", figure.words, labels=labels)
            family.add_metric([figure.labels[label] for label in labels], figure.value)
            yield family


@door(Audience.MACHINE, shows="upkeep")
def metrics(request: HttpRequest) -> HttpResponse:
    """Give the figures to whoever brings the word or asks from a network that is named; nobody else learns of them."""
    if not may_read(request):
        raise Http404
    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in environ:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(requests)
        registry.register(seconds_taken)
    registry.register(Condition())
    return HttpResponse(
        generate_latest(registry),
        content_type=CONTENT_TYPE_LATEST,
        headers={"Cache-Control": "no-store"},
    )


def may_read(request: HttpRequest) -> bool:
    """Whether a request brings the word, or comes straight from a network that is named, not through a proxy there."""
    _bearer, _space, word = request.headers.get("Authorization", "").partition(" ")
    if settings.METRICS_TOKEN and hmac.compare_digest(
        word.encode(), settings.METRICS_TOKEN.encode()
    ):
        return True
    if any(name in request.headers for name in FORWARDED):
        return False
    try:
        place = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    return any(place in ip_network(one, strict=False) for one in settings.METRICS_FROM)
