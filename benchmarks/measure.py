"""Side-by-side timing: one process, candidates in turns, medians; what machine it was; results as JSON."""

from __future__ import annotations

import json
import os
import platform
import statistics
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import threadpoolctl

RESULTS = Path(__file__).parent / "results"


class Timing(NamedTuple):
    """Seconds per call: the median of all rounds, and the quartiles as a measure of the machine's unrest."""

    median: float
    low: float
    high: float


def interleaved(
    candidates: Mapping[str, Callable[[], object]],
    rounds: int = 15,
    clock: Callable[[], float] = time.perf_counter,
) -> dict[str, Timing]:
    """Time all candidates in turns, so that a busy spell of the machine falls on all of them.

    In each turn a candidate is called twice and the second call is timed: the first one clears the caches and the
    heap of what the candidate before it left there.

    Args:
        candidates: name to a function of no arguments.
        rounds: how often each is timed, at least 2.
        clock: seconds so far. `time.process_time` counts processor time of all threads: on one thread and an idle
            machine the same as the wall clock, and hardly disturbed by other programs.
    """
    seconds: dict[str, list[float]] = {name: [] for name in candidates}
    for _ in range(rounds):
        for name, call in candidates.items():
            call()
            start = clock()
            call()
            seconds[name].append(clock() - start)
    return {name: summary(times) for name, times in seconds.items()}


def summary(seconds: list[float]) -> Timing:
    """Median and quartiles of at least two times."""
    low, median, high = statistics.quantiles(seconds, n=4, method="inclusive")
    return Timing(median, low, high)


def environment(*packages: str) -> dict[str, Any]:
    """The machine, the versions of the packages, and the BLAS kernels of the libraries loaded so far."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "processor": processor(),
        "cores": os.cpu_count(),
        "load": [round(load, 2) for load in os.getloadavg()] if hasattr(os, "getloadavg") else None,
        "system": platform.system(),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in packages},
        "blas": [
            {key: pool.get(key) for key in ("user_api", "internal_api", "version", "architecture", "num_threads")}
            for pool in threadpoolctl.threadpool_info()
        ],
        "openblas_variables": {name: value for name, value in os.environ.items() if name.startswith("OPENBLAS_")},
    }


def processor() -> str:
    """The processor's name: from /proc/cpuinfo where there is one, with family and model, which names may hide."""
    try:
        lines = Path("/proc/cpuinfo").read_text().split("\n\n")[0].splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    facts = {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines)}
    name = facts.get("model name", platform.machine())
    return f"{name} (family {facts.get('cpu family', '?')}, model {facts.get('model', '?')})"


def write_results(name: str, results: Mapping[str, Any]) -> Path:
    """Write `benchmarks/results/NAME.json`; floats keep four significant digits."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.json"
    path.write_text(json.dumps(rounded(results), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def rounded(value: Any) -> Any:
    """The same nested value with every float cut to four significant digits."""
    if isinstance(value, float):
        return float(f"{value:.4g}")
    if isinstance(value, Mapping):
        return {key: rounded(item) for key, item in value.items()}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return rounded(value._asdict())
    if isinstance(value, list | tuple):
        return [rounded(item) for item in value]
    return value
