"""Each example of ``rules/metrics`` is one test, and each metric shows what it must not read."""

import pytest

from checker import engine
from checker.pack.metrics import Metric, MetricExample, load_metrics

METRICS = load_metrics()
EXAMPLES = [
    pytest.param(example, id=f"{metric.id}-{number}", marks=[pytest.mark.xfail(strict=True)] if example.pending else [])
    for metric in METRICS
    for number, example in enumerate(metric.examples)
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_example(example: MetricExample) -> None:
    reading = engine.reading(0, engine.document("a.txt", f"A note\n\n{example.text}\n"))
    amounts = [claim for claim in reading.claims if claim.unit != "trend"]
    assert tuple(claim.metric or "-" for claim in amounts) == example.read, example.because


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.id)
def test_metric_shows_what_it_must_not_read(metric: Metric) -> None:
    assert any(metric.id in example.read for example in metric.examples)
    assert any(metric.id not in example.read and example.because for example in metric.examples)
