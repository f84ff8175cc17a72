"""What a network costs: parameters, multiply-adds and receptive field of any PyTorch module, measured by running it.

A multiply-add is one product that is added to a sum. Counted are those of convolutions and matrix products (dense
layers), of one image; biases, normalisation, activations and pooling are left out, as papers do. Many tools count the
multiplication and the addition apart and print twice as much.

A module that was built under `with torch.device("meta"):` is run there: shapes only, no memory, no arithmetic.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves

__all__ = ["Block", "Layer", "block_graph", "count_parameters", "layer_table", "multiply_adds"]

Shape = tuple[int, ...]


class Layer(NamedTuple):
    """One layer of a network at the moment it ran.

    name: as in `model.named_modules()`, such as "conv2.0.conv1"; empty for what the model's own forward computes.
    kind: class of the module, such as "Conv2d".
    input_shape, output_shape: of one image, without the batch axis; (C, H, W) for maps, (n,) for vectors.
    parameters: trainable or not, of this module alone; 0 when the layer ran before.
    multiply_adds: of one image.
    receptive_field: pixels in a row of the input that one output can depend on, padding counted as pixels (so it may
        exceed the image).
    """

    name: str
    kind: str
    input_shape: Shape
    output_shape: Shape
    parameters: int
    multiply_adds: int
    receptive_field: int


class Block(NamedTuple):
    """One box in the drawing of a network.

    name, kind: of the module; "output" for what comes together after the last one.
    input_shape, output_shape: of one image, without the batch axis.
    parameters, multiply_adds: of the whole block.
    sources: where the input comes from, as positions in the list of blocks; -1 is the image.
    """

    name: str
    kind: str
    input_shape: Shape
    output_shape: Shape
    parameters: int
    multiply_adds: int
    sources: tuple[int, ...]


def count_parameters(model: nn.Module, trainable_only: bool = False) -> int:
    """Return how many numbers a model has as parameters, shared ones once; running statistics are none."""
    return sum(p.numel() for p in model.parameters() if p.requires_grad or not trainable_only)


def multiply_adds(model: nn.Module, input_shape: Sequence[int]) -> int:
    """Return the multiply-adds of convolutions and matrix products for one image of shape (C, H, W)."""
    return sum(layer.multiply_adds for layer in layer_table(model, input_shape))


def layer_table(model: nn.Module, input_shape: Sequence[int]) -> list[Layer]:
    """Return the layers of a model in the order in which they run.

    A layer is a module without children. A module with children gets a line of its own, after them, only when it owns
    parameters or computes products outside of its children.

    Args:
        model: any module that takes one tensor (N, *input_shape). It is run once, in evaluation mode, without
            gradients, on the device of its parameters; its mode is put back.
        input_shape: of one image, (C, H, W).

    Raises:
        RuntimeError: what the model raises when an image of this shape does not fit.
    """
    return _run(model, input_shape, set())[0]


def block_graph(model: nn.Module, input_shape: Sequence[int], depth: int = 1) -> list[Block]:
    """Return the modules at one depth as boxes with arrows, in the order in which they run.

    Args:
        model, input_shape: as in `layer_table`.
        depth: 1 for the model's children, 2 for theirs, ...; modules without children are boxes wherever they are.
            Lists and dictionaries of modules are no level of their own.

    Returns:
        The blocks. Where several of them come together at the end, or the model computes products of its own, a
        last one named "output" says so. Modules that hand their input on are left out.

    Raises:
        ValueError: `depth` is below 1.
    """
    if depth < 1:
        raise ValueError(f"depth must be at least 1, got {depth!r}")
    return _run(model, input_shape, set(_boundaries(model, depth)))[1]


def _boundaries(module: nn.Module, depth: int) -> Iterator[nn.Module]:
    """The modules at a depth, and those without children above it."""
    children = list(module.children())
    if depth == 0 or not children:
        yield module
        return
    for child in children:
        listing = isinstance(child, (nn.ModuleList, nn.ModuleDict))
        yield from _boundaries(child, depth if listing else depth - 1)


@dataclass
class _Call:
    """A module that is running: what came in, and the products of its own."""

    module: nn.Module
    inputs: list[Tensor]
    origins: frozenset[int]
    layers_before: int
    products: int = 0


class _Field(NamedTuple):
    """Pixels that one value sees, and distance in pixels between neighbouring values."""

    size: int
    jump: float


def _run(model: nn.Module, input_shape: Sequence[int], boundaries: set[nn.Module]) -> tuple[list[Layer], list[Block]]:
    names = {module: name for name, module in model.named_modules()}
    first = next(model.parameters(), torch.zeros(()))
    image = torch.zeros(1, *input_shape, dtype=first.dtype, device=first.device)
    layers: list[Layer] = []
    blocks: list[Block] = []
    calls: list[_Call] = []
    counted: set[nn.Parameter] = set()
    tracer = _Tracer(calls)
    tracer.see([image], _Field(1, 1.0), frozenset({-1}))

    def enter(module: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        inputs = _tensors((args, kwargs))
        calls.append(_Call(module, inputs, tracer.origins(inputs), len(layers)))

    def leave(module: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any], output: Any) -> None:
        call, outputs = calls.pop(), _tensors(output)
        name, kind, shapes = names[module], type(module).__name__, (_shape(call.inputs), _shape(outputs))
        own = [p for p in module.parameters(recurse=False) if p not in counted]
        if own or call.products or not any(module.children()):
            counted.update(own)
            parameters = sum(p.numel() for p in own)
            layers.append(Layer(name, kind, *shapes, parameters, call.products, tracer.field(outputs).size))
        if module in boundaries and not any(output is given for output in outputs for given in call.inputs):
            parameters, products = _sums(layers[call.layers_before :])
            blocks.append(Block(name, kind, *shapes, parameters, products, tuple(sorted(call.origins))))
            tracer.see(outputs, tracer.field(outputs), frozenset({len(blocks) - 1}))
        elif module is model:
            parameters, products = (whole - part for whole, part in zip(_sums(layers), _sums(blocks), strict=True))
            origins = tuple(sorted(tracer.origins(outputs)))
            if len(origins) > 1 or parameters or products:
                blocks.append(Block("output", kind, shapes[1], shapes[1], parameters, products, origins))

    modes = {module: module.training for module in names}
    hooks = []
    for module in names:
        hooks.append(module.register_forward_pre_hook(enter, with_kwargs=True))
        hooks.append(module.register_forward_hook(leave, with_kwargs=True))
    try:
        with torch.no_grad(), tracer:
            model.eval()(image)
    finally:
        for hook in hooks:
            hook.remove()
        for module, training in modes.items():
            module.training = training
    return layers, blocks


def _tensors(values: Any) -> list[Tensor]:
    return [leaf for leaf in tree_leaves(values) if isinstance(leaf, Tensor)]


def _shape(tensors: list[Tensor]) -> Shape:
    """Shape of the first tensor, without the batch axis."""
    return tuple(tensors[0].shape[1:]) if tensors else ()


def _sums(rows: Sequence[Layer | Block]) -> tuple[int, int]:
    """Parameters and multiply-adds of all rows."""
    return sum(row.parameters for row in rows), sum(row.multiply_adds for row in rows)


class _Tracer(TorchDispatchMode):
    """Sees every operation of torch, called by a layer or by hand.

    Adds up products, and notes on each tensor what it sees and which blocks it comes from; the note goes when the
    tensor goes.
    """

    def __init__(self, calls: list[_Call]) -> None:
        super().__init__()
        self.calls = calls

    def see(self, tensors: list[Tensor], field: _Field, origins: frozenset[int]) -> None:
        """Note on tensors what they see and where they come from."""
        for tensor in tensors:
            tensor.course_note = (field, origins)  # type: ignore[attr-defined]

    def origins(self, tensors: list[Tensor]) -> frozenset[int]:
        """Blocks that values computed from these tensors come from."""
        return frozenset().union(*(t.course_note[1] for t in tensors if hasattr(t, "course_note")))

    def field(self, tensors: list[Tensor]) -> _Field:
        """What values computed from these tensors see; parameters see nothing."""
        fields = [t.course_note[0] for t in tensors if hasattr(t, "course_note")]
        # A value may meet one of a coarser map, as in squeeze-and-excitation: neighbours are as near as on the finer.
        return _Field(max((f.size for f in fields), default=0), min((f.jump for f in fields), default=1.0))

    def __torch_dispatch__(
        self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        output = func(*args, **(kwargs or {}))
        tensors, results = _tensors((args, kwargs)), _tensors(output)
        if not results:
            return output
        name = func.overloadpacket.__name__
        if name in _PRODUCTS:
            # Batch size is 1, so that nothing has to be divided. Work outside of every module cannot happen here.
            self.calls[-1].products += _PRODUCTS[name](args, results[0])
        field = self.field(tensors)
        if field.size:
            kernel, stride = _WINDOWS.get(name, _window_by_shapes)(args, results[0])
            field = _Field(field.size + math.ceil((kernel - 1) * field.jump), field.jump * stride)
            self.see(results, field, self.origins(tensors))
        return output


def _of_convolution(args: tuple[Any, ...], output: Tensor) -> int:
    """Products of `convolution(input, weight, bias, stride, padding, dilation, transposed, ...)`.

    Each output of a convolution, each input of a transposed one, meets all weights of one filter.
    """
    return (args[0] if args[6] else output).numel() * math.prod(args[1].shape[1:])


def _conv_window(args: tuple[Any, ...], output: Tensor) -> tuple[int, float]:
    """Kernel, in values of the input, and factor of the jump."""
    kernel, stride, dilation = args[1].shape[2], args[3][0], args[5][0]
    if args[6]:
        return -(kernel // -stride), 1 / stride
    return dilation * (kernel - 1) + 1, stride


def _pool_window(args: tuple[Any, ...], output: Tensor) -> tuple[int, float]:
    kernel = args[1]
    stride = args[2] if len(args) > 2 and args[2] else kernel
    dilation = args[4][0] if len(args) > 4 and isinstance(args[4], (list, tuple)) else 1
    return dilation * (kernel[0] - 1) + 1, stride[0]


def _slice_window(args: tuple[Any, ...], output: Tensor) -> tuple[int, float]:
    """`slice(input, axis, start, end, step)`: every step-th value of the height."""
    return 1, args[4] if len(args) > 4 and args[1] == 2 else 1


def _window_by_shapes(args: tuple[Any, ...], output: Tensor) -> tuple[int, float]:
    """Window of what is known by its effect on maps (N, C, H, W) alone: means, adaptive pooling, flattening."""
    before = args[0] if args and isinstance(args[0], Tensor) else output
    if before.dim() != 4:
        return 1, 1
    size = before.shape[2]
    if output.dim() < 4:  # a value may come from any place
        return size, 1
    if output.dim() == 4 and 0 < output.shape[2] < size:
        return -(size // -output.shape[2]), size / output.shape[2]
    return 1, 1


_PRODUCTS: dict[str, Callable[[tuple[Any, ...], Tensor], int]] = {
    "convolution": _of_convolution,
    "mm": lambda args, output: output.numel() * args[0].shape[-1],
    "bmm": lambda args, output: output.numel() * args[0].shape[-1],
    "addmm": lambda args, output: output.numel() * args[1].shape[-1],
}
_WINDOWS: dict[str, Callable[[tuple[Any, ...], Tensor], tuple[int, float]]] = {
    "convolution": _conv_window,
    "max_pool2d_with_indices": _pool_window,
    "max_pool2d": _pool_window,
    "avg_pool2d": _pool_window,
    "slice": _slice_window,
}
