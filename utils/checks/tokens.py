"""Tokens: the words that probes say, of which fingerprints are made."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from utils.checks.fingerprints import NOTHING, Function, builtin_name, call_probes
from utils.checks.report import Refusal


def trouble(error: BaseException | None, phrases: Sequence[str] = ()) -> str:
    """An exception; recognisable only by what the libraries say of well-known mistakes, one of `phrases`."""
    said = [phrase for phrase in phrases if phrase in str(error)]
    return f"raised {builtin_name(error)}: {said[0]}" if said else NOTHING + builtin_name(error)


def refusal_tokens(refusals: Sequence[Refusal]) -> Callable[[Function], list[str]]:
    """A probe of the errors that are due, without any other call."""
    return call_probes([], errors=[(call, names) for call, names, _ in refusals])["errors"]
