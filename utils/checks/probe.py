"""Looking into objects that live in another process.

While a submission is graded, an instance, model or generator of the student's is only a handle in the process that
runs the checks. ``probe`` runs a public function of ``utils`` in the process where the object is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def probe(function: Callable[..., Any], *args: Any, beside: Any = None, **kwargs: Any) -> Any:
    """Call ``function(*args, **kwargs)`` where the student's objects live.

    Args:
        function: a function at the top level of a module of ``utils`` that students may import.
        args: plain data, and objects of the student's.
        beside: any object of the student's that tells the process, when no argument does.

    Returns:
        Plain data, or a handle for anything else. In a notebook of one's own, just the function's result.
    """
    for value in (beside, *args, *kwargs.values()):
        if hasattr(type(value), "__student_session__"):
            return value.__student_session__.probe(function.__module__, function.__qualname__, args, kwargs)
    return function(*args, **kwargs)
