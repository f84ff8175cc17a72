"""Measurements of the course's speed goals: `python -m benchmarks.NAME` writes `benchmarks/results/NAME.json`."""
