"""Feedback and report pages: complete, and nothing in them is live."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from autograder.feedback import feedback_page, finding, number, report_page

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def record(**more):
    cells = [
        {"id": "conv-shape", "score": 1.0, "max_score": 1.0, "message": "", "seconds": 0.1},
        {"id": "conv-hidden", "score": 0.0, "max_score": 2.0, "message": f"conv: wrong.\n  {HOSTILE}\n"
         '  Lesson 1.2, "Two operations, one name".', "seconds": 0.1},
        {"id": "essay", "score": None, "max_score": 3.0, "message": "", "seconds": 0.0},
    ]  # fmt: skip
    question = {"notebook": "ps", "question": "conv", "score": 1.0, "max_score": 6.0, "cells": cells}
    base = {"assignment": "ps", "student": HOSTILE, "status": "graded", "reason": "", "notes": [HOSTILE], "score": 1.0}
    return base | {"max_score": 6.0, "seconds": 1.0, "questions": [question]} | more


class Elements(HTMLParser):
    """Tags and attributes of a page."""

    def __init__(self, page):
        super().__init__()
        self.tags = []
        self.attributes = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]


@pytest.mark.parametrize("page", [feedback_page(record()), report_page("ps", [record()])], ids=["feedback", "report"])
def test_text_of_students_is_never_live(page):
    elements = Elements(page)
    assert "script" not in elements.tags
    assert "img" not in elements.tags
    assert not [name for name in elements.attributes if name.startswith("on")]
    assert "default-src 'none'" in page
    assert "&lt;script&gt;" in page


def test_feedback_says_points_message_lesson_and_what_waits():
    page = feedback_page(record(student="ann", notes=[]))
    assert "1 of 6 points" in page
    assert "3 still to be graded by a person" in page
    assert "Two operations, one name" in page.split("Question by question")[0]
    assert page.count("✓") == 1
    assert page.count("✗") == 1


def test_feedback_of_what_could_not_be_read_gives_the_reason():
    page = feedback_page(record(status="unreadable", reason="ps.ipynb is empty", questions=[]))
    assert "ps.ipynb is empty" in page


def test_finding_prefers_the_named_idea():
    message = "conv: wrong.\n  yours 1\n  this is what you get when the kernel is flipped.\n  Lesson"
    assert finding(message) == "this is what you get when the kernel is flipped."
    assert finding("conv: wrong.\nmore") == "conv: wrong."
    assert finding("") == ""


@pytest.mark.parametrize(("value", "text"), [(2.0, "2"), (0.5, "0.5"), (1 / 3, "0.33"), (0.0, "0"), (10.0, "10")])
def test_points_are_written_without_needless_decimals(value, text):
    assert number(value) == text
