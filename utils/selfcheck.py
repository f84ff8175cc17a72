"""Ungraded questions that answer every choice in place, with no kernel and no script."""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Mapping
from typing import Any

_STYLE = {
    "box": "border:1px solid rgba(128,128,128,.45);border-left:4px solid #0072B2;border-radius:6px;"
    "padding:.6em .9em;margin:.5em 0;max-width:48em",
    "text": "margin:.1em 0 .6em;font-weight:600",
    "choice": "border-top:1px solid rgba(128,128,128,.25);padding:.35em 0",
    "summary": "cursor:pointer",
    "feedback": "margin:.35em 0 .2em 1.2em",
    "explanation": "border-top:1px solid rgba(128,128,128,.45);padding:.5em 0 .1em",
}


def _inline(text: str) -> str:
    """Escape text for HTML; `code` between backticks is set as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text, quote=False))


def _fold(summary: str, body: str, style: str) -> str:
    return (
        f'<details style="{_STYLE[style]}"><summary style="{_STYLE["summary"]}">{summary}</summary>'
        f'<div style="{_STYLE["feedback"]}">{body}</div></details>'
    )


def _indented(text: str, by: int) -> str:
    return textwrap.fill(text, 88, initial_indent=" " * by, subsequent_indent=" " * by)


class Question:
    """A question with choices; see `question`."""

    def __init__(self, text: str, choices: Mapping[str, str], correct: str, explanation: str) -> None:
        """Check and keep the parts; errors as in `question`."""
        for name, part in (("text", text), ("explanation", explanation)):
            if not isinstance(part, str) or not part.strip():
                raise ValueError(f"{name} must not be empty, got {part!r}")
        if not isinstance(choices, Mapping) or len(choices) < 2:
            raise ValueError(f"choices must be a dict of at least two choices and their feedback, got {choices!r}")
        for choice, feedback in choices.items():
            for part in (choice, feedback):
                if not isinstance(part, str) or not part.strip():
                    raise ValueError(f"choices must map a text to its feedback, got {choice!r}: {feedback!r}")
        if correct not in choices:
            offered = ", ".join(map(repr, choices))
            raise ValueError(f"correct must be one of the choices ({offered}), got {correct!r}")
        self.text = text.strip()
        self.choices = dict(choices)
        self.correct = correct
        self.explanation = explanation.strip()

    def _verdict(self, choice: str) -> str:
        return "Right." if choice == self.correct else "Not quite."

    def html(self) -> str:
        """Return the question as HTML: a fold per choice with its feedback, and one for the explanation."""
        folds = [
            _fold(_inline(choice), f"<strong>{self._verdict(choice)}</strong> {_inline(feedback)}", "choice")
            for choice, feedback in self.choices.items()
        ]
        explanation = _fold("<em>Explanation</em>", _inline(self.explanation), "explanation")
        return (
            f'<div class="cnn-question" style="{_STYLE["box"]}">'
            f'<div style="{_STYLE["text"]}">{_inline(self.text)}</div>'
            f"{''.join(folds)}{explanation}</div>"
        )

    def __repr__(self) -> str:
        """Write the question for a terminal: the choices first, the answers after all of them."""
        lines = [textwrap.fill(self.text, 88), ""]
        letters = [chr(ord("a") + index) for index in range(len(self.choices))]
        lines += [f"  {letter}) {choice}" for letter, choice in zip(letters, self.choices, strict=True)]
        lines += ["", "Answers:"]
        for letter, (choice, feedback) in zip(letters, self.choices.items(), strict=True):
            lines.append(_indented(f"{letter}) {self._verdict(choice)} {feedback}", 2))
        return "\n".join([*lines, _indented(self.explanation, 2)])

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/plain": repr(self), "text/html": self.html()}


def question(text: str, choices: Mapping[str, str], correct: str, explanation: str) -> Question:
    """Ask a question in place.

    Args:
        text: the question. Here and below, `backticks` set code.
        choices: each choice and the feedback for it: for a wrong one, the idea behind it and why it fails.
        correct: the right one of the choices.
        explanation: the whole reasoning, folded until asked for.

    Returns:
        An object that shows itself: as the last line of a cell. Opening a choice shows its feedback.

    Raises:
        ValueError: names the argument: empty text, fewer than two choices, `correct` not among them.
    """
    return Question(text, choices, correct, explanation)
