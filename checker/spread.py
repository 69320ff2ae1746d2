"""Work spread over processes, with the results in the order of the items."""

import signal
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

_Item = TypeVar("_Item")
_Made = TypeVar("_Made")


def spread(work: Callable[[_Item], _Made], items: Sequence[_Item], jobs: int) -> Iterator[_Made]:
    """What ``work`` makes of each item, with so many processes."""
    if jobs <= 1 or len(items) < 2:
        yield from map(work, items)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(min(jobs, len(items)), initializer=_deaf) as pool:
        yield from pool.map(work, items, chunksize=max(1, min(50, len(items) // (jobs * 8))))


def _deaf() -> None:
    """Ctrl-C is for the process that started the workers; it ends them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
