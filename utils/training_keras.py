"""What the Keras lessons need around `fit`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["progress"]


def progress(name: str = "") -> Any:
    """Return a Keras callback that keeps one line up to date while a model trains.

    For `fit(..., verbose=0, callbacks=[progress("plain")])`: shorter than the line an epoch of `verbose=2`, and
    readable in a saved notebook, unlike the bar of `verbose=1`.

    Args:
        name: written at the beginning of the line.
    """
    import keras

    def show(epoch: int, logs: Mapping[str, float] | None = None) -> None:
        shown = ", ".join(f"{key} {value:.3f}" for key, value in (logs or {}).items() if key in ("loss", "val_loss"))
        print(f"\r{name + ': ' if name else ''}epoch {epoch + 1}, {shown}", end="", flush=True)

    return keras.callbacks.LambdaCallback(on_epoch_end=show, on_train_end=lambda logs: print())
