"""The page of measurements shows what was written, and no more."""

import json
from pathlib import Path

from autograder.measurements import capacity_table, measurements_page
from benchmarks import measure, mnist, transfer

RESULTS = Path(__file__).resolve().parents[2] / "benchmarks" / "results"


def record(name, accuracy, cpu):
    return {
        "candidate": name,
        "seed": 0,
        "judged_by": "test digits",
        "accuracy": accuracy,
        "wall_seconds": cpu,
        "cpu_seconds": cpu,
    }


def test_results_that_are_there_have_a_table():
    page = measurements_page(RESULTS)
    for path in RESULTS.glob("*.json"):
        assert f"`python -m benchmarks.{path.stem}`" in page
    assert page.count("## ") == len(list(RESULTS.glob("*.json")))


def test_a_missed_goal_is_shown_as_missed(tmp_path):
    lines = mnist.summary([record(mnist.REFERENCE, 99.0, 60.0), record("PyTorch, short", 98.7, 2.0)])
    results = {"environment": measure.environment(), "threads": 1, "lines": lines, "goals": mnist.judged(lines)}
    (tmp_path / "mnist.json").write_text(json.dumps(results), encoding="utf-8")
    page = measurements_page(tmp_path)
    what = f"narrow network, {sum(mnist.SHORT.passes):g} epochs"
    assert f"| PyTorch, short | {what} | 98.70 | 98.70 | 1 | 2.0 | 30.0 |" in page
    assert "| PyTorch, short | 98.74 % 30 x faster | 98.70 %, 30.0 x | no |" in page


def test_transfer_shows_what_was_reached_and_what_was_not(tmp_path):
    records = [
        {"way": way, "labels": "few", "seed": seed, "images": 200, "accuracy": value + seed, "cpu_seconds": 3.0}
        for way, value in (
            (transfer.SCRATCH, 35.0),
            (transfer.DISTORTED, 40.0),
            (transfer.SAME, 30.0),
            (transfer.FROZEN, 79.0),
        )
        for seed in range(3)
    ]
    results = {
        "environment": measure.environment(),
        "bfloat16": False,
        "threads": 2,
        "pixels": 128,
        "parity": {"96 px": {"batch 1": 6e-6, "batch 11": 7e-5}},
        "features": {
            way: {"seconds_per_1000": 5 / faster, "times_faster": faster, "distance": 1e-6}
            for way, faster in ((transfer.PLAIN, 1.0), (transfer.FAST, 2.0), (transfer.HALF, 0.5))
        },
        "source": "clothing",
        "task": "clothes",
        "judged_by": "372 test images",
        "labels_a_class": 20,
        "accuracy": transfer.summary(records),
    }
    results["goals"] = transfer.judged(results)
    (tmp_path / "transfer.json").write_text(json.dumps(measure.rounded(results)), encoding="utf-8")
    page = measurements_page(tmp_path)
    assert "| 96 px | 6.0e-06 | 7.0e-05 |" in page
    assert "does not have instructions for bfloat16" in page
    assert f"| {transfer.HALF} | 10.00 | 0.5 | 1e-06 |" in page
    assert f"| {transfer.FROZEN} | 20 a class | 200 | 80.0 | 79.0 | 3 | 3 |" in page
    assert "| largest difference of logits at most 5e-05 | 7e-05 | no |" in page
    assert f"| {transfer.FAST}: times faster than plain at least 1.5 | 2 | yes |" in page
    assert f"| accuracy of {transfer.FROZEN}, over {transfer.SCRATCH}, at least 2.2 | 2.2 | yes |" in page
    assert f"| accuracy of {transfer.FROZEN}, over {transfer.DISTORTED}, at least 2.2 | 2 | no |" in page
    assert f"| accuracy of {transfer.FROZEN}, over {transfer.SAME}, at least 2.2 | 2.6 | yes |" in page
    assert page.count("bfloat16: times faster") == 0


def test_without_results_the_page_says_so(tmp_path):
    assert measurements_page(tmp_path / "absent") == "Nothing has been measured yet: `make bench` does.\n"


def test_capacity_is_reckoned_from_what_was_measured(tmp_path):
    figures = {
        "seconds_of_a_class_of_one": [3.0, 2.0],
        "seconds_each_further": {"one_worker": 0.36, "two_workers": 0.2},
        "speedup_of_two_workers": 1.8,
        "memory_of_one_submission_mib": 60.4,
    }
    results = {"environment": measure.environment(), "assignments": {"week01": figures}}
    (tmp_path / "grading.json").write_text(json.dumps(results), encoding="utf-8")
    assert "| week01 | 2.0 | 0.36 | 1.80 | 60 | 1.0 | 3.0 |" in capacity_table(tmp_path)
    assert "Nothing has been measured yet" in capacity_table(tmp_path / "absent")
