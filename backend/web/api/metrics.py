"""What monitoring scrapes, in the text format of Prometheus; beside `/api/v1`, where monitoring looks for it."""

from collections.abc import Callable, Iterable

from litestar import Response, get
from litestar.di import NamedDependency
from prometheus_client import PROCESS_COLLECTOR, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from backend.domain.roles import Role
from backend.runtime import Runtime
from backend.storage.screens.metrics import Metrics, alive, metrics
from backend.web.access.auth import METRICS
from backend.web.access.guards import allow

_FORMAT = "text/plain; version=0.0.4"  # the framework adds the charset
_LABELS = ("integration", "name")
_Family = type[GaugeMetricFamily | CounterMetricFamily]
_TOLD: tuple[tuple[_Family, str, str, Callable[[Metrics], float]], ...] = (
    (
        GaugeMetricFamily,
        "syncline_unconfirmed_objects",
        "Objects whose outcome is unknown for more than a day.",
        lambda one: one.unconfirmed,
    ),
    (
        GaugeMetricFamily,
        "syncline_oldest_due_seconds",
        "For how long the oldest push or look is due; 0: none is.",
        lambda one: one.due_seconds,
    ),
    (GaugeMetricFamily, "syncline_overdue", "1: work that should have moved did not.", lambda one: one.overdue),
    (
        GaugeMetricFamily,
        "syncline_line_ok",
        "0: the third party does not answer, refuses the sign-in, or nothing can be sent.",
        lambda one: one.line_ok,
    ),
    (GaugeMetricFamily, "syncline_held", "1: somebody holds it, and nothing is sent.", lambda one: one.held),
    (
        CounterMetricFamily,
        "syncline_transactions",
        "Records sent, and look-ups, since the integration was made.",
        lambda one: one.transactions,
    ),
    (
        CounterMetricFamily,
        "syncline_pushes_avoided",
        "Versions that did not have to be sent, since the integration was made.",
        lambda one: one.avoided,
    ),
    (
        GaugeMetricFamily,
        "syncline_transactions_this_month",
        "Records sent, and look-ups, since the month began (UTC).",
        lambda one: one.this_month,
    ),
)


@get(METRICS, guards=[allow(Role.VIEWER)])
async def show(runtime: NamedDependency[Runtime]) -> Response[bytes]:
    found, (workers, _) = await metrics(), await alive()
    registry = CollectorRegistry(auto_describe=False)
    registry.register(PROCESS_COLLECTOR)
    registry.register(_Read([_objects(found), *_told(found), _quotas(runtime, found), _workers(workers)]))
    return Response(generate_latest(registry), media_type=_FORMAT)


class _Read(Collector):
    """What was read for this answer."""

    def __init__(self, families: Iterable[Metric]) -> None:
        self._families = families

    def collect(self) -> Iterable[Metric]:
        return self._families


def _labels(one: Metrics) -> tuple[str, str]:
    return str(one.integration.id), one.integration.name


def _told(found: Iterable[Metrics]) -> Iterable[Metric]:
    for make, name, about, value in _TOLD:
        family = make(name, about, labels=_LABELS)
        for one in found:
            family.add_metric(_labels(one), value(one))
        yield family


def _objects(found: Iterable[Metrics]) -> Metric:
    family = GaugeMetricFamily("syncline_objects", "Objects by status.", labels=(*_LABELS, "status"))
    for one in found:
        for status, count in one.objects.items():
            family.add_metric((*_labels(one), status), count)
    return family


def _quotas(runtime: Runtime, found: Iterable[Metrics]) -> Metric:
    """Where the settings say it."""
    family = GaugeMetricFamily(
        "syncline_quota", "Transactions that a month includes at the third party.", labels=_LABELS
    )
    for one in found:
        if quota := runtime.quota(one.integration):
            family.add_metric(_labels(one), quota)
    return family


def _workers(alive: int) -> Metric:
    return GaugeMetricFamily("syncline_workers", "Workers that were heard of within 15 seconds.", value=alive)
