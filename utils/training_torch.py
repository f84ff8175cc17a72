"""Training runs in PyTorch: the loop of lesson 4.1 as one call, for lessons that ask about something else."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import torch

__all__ = ["Run", "fit", "random_shift", "share_right"]


class Run(NamedTuple):
    """What a training run leaves behind.

    losses: mean training loss of each epoch, with dropout and augmentation as they were in training.
    accuracies: share of the held-out images that is right after each epoch; empty without held-out images.
    rates: learning rate of each step.
    seconds: wall-clock time of training alone, without looking at the held-out images.
    """

    losses: list[float]
    accuracies: list[float]
    rates: list[float]
    seconds: float


def fit(
    model: torch.nn.Module,
    images: torch.Tensor,
    labels: torch.Tensor,
    held_out: tuple[torch.Tensor, torch.Tensor] | None = None,
    *,
    optimizer: torch.optim.Optimizer,
    epochs: int,
    batch: int = 64,
    schedule: torch.optim.lr_scheduler.LRScheduler | None = None,
    augment: Callable[[torch.Tensor], torch.Tensor] | None = None,
    generator: torch.Generator | None = None,
    report: int = 1,
) -> Run:
    """Train a classifier with cross-entropy; the model is left in training mode.

    Args:
        model: returns logits (N, classes) for a batch of images.
        images: float32 (N, C, H, W), prepared.
        labels: int64 (N,).
        held_out: images and labels to look at after each epoch.
        optimizer: over the model's parameters.
        epochs, batch: passes over the images, images of a step.
        schedule: stepped once after each batch.
        augment: changes a batch of images, batch by batch.
        generator: of the order of the images; None uses torch's own.
        report: print a line after every so many epochs; 0 prints nothing.

    Raises:
        ValueError: as many labels as images are needed, and epochs and batch of at least 1.
    """
    import torch

    if len(images) != len(labels):
        raise ValueError(f"labels must be as many as images: {len(images)} images, {len(labels)} labels")
    for argument, value in (("epochs", epochs), ("batch", batch)):
        if value < 1:
            raise ValueError(f"{argument} must be at least 1, got {value!r}")
    run: dict[str, Any] = {"losses": [], "accuracies": [], "rates": []}
    seconds = 0.0
    for epoch in range(1, epochs + 1):
        start, total = time.perf_counter(), 0.0
        model.train()
        for chosen in torch.randperm(len(images), generator=generator).split(batch):
            inputs = images[chosen] if augment is None else augment(images[chosen])
            optimizer.zero_grad()
            loss = torch.nn.functional.cross_entropy(model(inputs), labels[chosen])
            loss.backward()
            run["rates"].append(float(optimizer.param_groups[0]["lr"]))
            optimizer.step()
            if schedule is not None:
                schedule.step()
            total += loss.item() * len(chosen)
        seconds += time.perf_counter() - start
        run["losses"].append(total / len(images))
        line = f"epoch {epoch:{len(str(epochs))}} of {epochs}, training loss {run['losses'][-1]:.3f}"
        if held_out is not None:
            run["accuracies"].append(share_right(model, *held_out))
            line += f", {run['accuracies'][-1]:.1%} of the held-out images right"
        if report and epoch % report == 0:
            print(line, flush=True)
    return Run(**run, seconds=seconds)


def share_right(model: torch.nn.Module, images: torch.Tensor, labels: torch.Tensor, batch: int = 500) -> float:
    """Share of images (N, C, H, W) whose largest logit is at the label (N,); leaves the mode as it was."""
    import torch

    was_training = model.training
    model.eval()
    with torch.inference_mode():
        right = sum(
            int((model(part).argmax(dim=1) == answers).sum())
            for part, answers in zip(images.split(batch), labels.split(batch), strict=True)
        )
    model.train(was_training)
    return right / len(images)


def random_shift(images: torch.Tensor, most: int = 2, fill: float = 0.0) -> torch.Tensor:
    """Shift a batch (N, C, H, W) by -most to most pixels down and right, all images by the same.

    One random shift a batch costs next to nothing, and over an epoch of batches every shift comes up.
    """
    import torch

    height, width = images.shape[2:]
    down, right = torch.randint(0, 2 * most + 1, (2,)).tolist()
    padded = torch.nn.functional.pad(images, (most,) * 4, value=fill)
    return padded[:, :, down : down + height, right : right + width]
