"""The parts of grading a class that need neither a course nor a sandbox."""

from __future__ import annotations

import importlib
import json
import sys

import pytest

from autograder.runner import left_out


def test_an_optional_module_is_left_out_inside_the_block_only():
    sys.modules.pop("this", None)
    with left_out("this"), pytest.raises(ImportError):
        importlib.import_module("this")
    assert "this" not in sys.modules


def test_a_module_that_is_loaded_already_stays():
    with left_out("json"):
        assert importlib.import_module("json") is json
    assert sys.modules["json"] is json
