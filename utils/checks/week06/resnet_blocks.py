"""Checks of `ResidualBlock` and `Bottleneck`, the two blocks of ResNet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from utils.checks.fingerprints import Function, Probes, named_check
from utils.checks.week06.blocks import BASIC, BOTTLENECK, Arguments, Block
from utils.checks.week06.layers import layer_fault, parts_fault, stride_fault
from utils.checks.week06.residual_learning import judge_learning, learning_tokens
from utils.checks.week06.residual_sum import empty_tokens, judge_sum, mutation_tokens, value_tokens
from utils.checks.week06.structure import each_case, judge_parts, judge_shapes, parts_tokens, shape_tokens


def check_ResidualBlock_shape(ResidualBlock: Any) -> None:  # noqa: N802 - named after the class
    """Channels and stride, even and odd sizes."""
    judge_shapes(named_check("ResidualBlock", ResidualBlock, PROBES), BASIC, ResidualBlock)


def check_ResidualBlock_parts(ResidualBlock: Any) -> None:  # noqa: N802
    """Two 3x3 convolutions, the first with the stride; a projection where shapes differ; normalisation after each."""
    check = named_check("ResidualBlock", ResidualBlock, PROBES)
    judge_parts(check, BASIC, ResidualBlock, layer_fault, ("parts", "values", "shape"))
    check.finish("the layers asked for")


def check_ResidualBlock_sum(ResidualBlock: Any) -> None:  # noqa: N802
    """Zero kernels leave relu(x); beta shows on which side of the sum ReLU stands."""
    check = named_check("ResidualBlock", ResidualBlock, PROBES)
    judge_sum(check, BASIC, ResidualBlock, BASIC.cases, hidden=False)
    check.finish("relu(branch + shortcut)")


def check_ResidualBlock_sum_hidden(ResidualBlock: Any) -> None:  # noqa: N802
    """Random weights and images."""
    check = named_check("ResidualBlock", ResidualBlock, PROBES)
    judge_sum(check, BASIC, ResidualBlock, BASIC.cases, hidden=True)
    check.finish("relu(branch + shortcut)")


def check_ResidualBlock_learning(ResidualBlock: Any) -> None:  # noqa: N802
    """Gradients, train mode, independence."""
    check = named_check("ResidualBlock", ResidualBlock, PROBES)
    runs = [case for case, _ in each_case(check, BASIC, ResidualBlock, ("learning", "shape", "parts"))]
    for case in runs[:2]:
        judge_learning(check, BASIC, ResidualBlock, case, ("mutation", "learning", "parts", "values"))
    check.finish("it learns")


def check_Bottleneck_shape(Bottleneck: Any) -> None:  # noqa: N802
    """Channels, stride and expansion, even and odd sizes."""
    judge_shapes(named_check("Bottleneck", Bottleneck, PROBES), BOTTLENECK, Bottleneck)


def check_Bottleneck_parts(Bottleneck: Any) -> None:  # noqa: N802
    """1x1, 3x3, 1x1; a projection where shapes differ; normalisation after each."""
    check = named_check("Bottleneck", Bottleneck, PROBES)
    aspects = ("parts", "values", "shape")

    def fault_of(block: Block, case: Arguments, value: Mapping[str, Any]) -> list[tuple[str, str]]:
        return parts_fault(block, case, value["operations"])

    judge_parts(check, BOTTLENECK, Bottleneck, fault_of, aspects)
    check.finish("the layers asked for")


def check_Bottleneck_stride(Bottleneck: Any) -> None:  # noqa: N802
    """The 3x3 convolution carries the stride."""
    check = named_check("Bottleneck", Bottleneck, PROBES)
    runs = each_case(check, BOTTLENECK, Bottleneck, ("parts", "shape"))
    looked = [(case, value) for case, value in runs if case[2] > 1]
    if runs and not looked:
        lines = [("seen", "no block with stride 2 has an output of the right shape")]
        check.find("shape", "there is no stride to look at", lines, aspects=("shape",))
    for case, value in looked:
        found = [op for op in value["operations"] if op["kind"] == "convolution"]
        middle = any(op["kernel"] == [3, 3] and op["stride"] == [case[2]] * 2 for op in found)
        if not middle or stride_fault(BOTTLENECK, case, value["operations"]):
            strides = [f"{op['kernel'][0]}x{op['kernel'][1]} stride {op['stride'][0]}" for op in found]
            lines = [
                ("convolutions", ", ".join(strides)),
                ("expected", f"stride {case[2]} in the 3x3 of the branch"),
            ]
            aspects = ("parts", "shape")
            check.find("values", "the stride stands elsewhere", lines, call=BOTTLENECK.anatomy(case), aspects=aspects)
        check.show(f"{BOTTLENECK.text(case)} -> the 3x3 convolution has stride {case[2]}")
    check.finish("stride in the 3x3")


def check_Bottleneck_sum(Bottleneck: Any) -> None:  # noqa: N802
    """Zero kernels leave relu(x); known weights; gradients."""
    check = named_check("Bottleneck", Bottleneck, PROBES)
    judge_sum(check, BOTTLENECK, Bottleneck, BOTTLENECK.cases, hidden=False)
    check.finish("relu(branch + shortcut)")


def check_Bottleneck_sum_hidden(Bottleneck: Any) -> None:  # noqa: N802
    """Random weights and images; gradients and train mode."""
    check = named_check("Bottleneck", Bottleneck, PROBES)
    judge_sum(check, BOTTLENECK, Bottleneck, BOTTLENECK.cases, hidden=True)
    runs = [case for case, _ in each_case(check, BOTTLENECK, Bottleneck, ("learning", "shape", "parts"))]
    for case in runs[:2]:
        judge_learning(check, BOTTLENECK, Bottleneck, case, ("mutation", "learning", "parts", "values"))
    check.finish("relu(branch + shortcut)")


def _block_probes(block: Block) -> dict[str, Callable[[Function], list[str]]]:
    return {
        "mutation": mutation_tokens(block),
        "shape": shape_tokens(block),
        "parts": parts_tokens(block, layer_fault),
        "empty": empty_tokens(block),
        "values": value_tokens(block),
        "learning": learning_tokens(block),
    }


PROBES: dict[str, Probes] = {"ResidualBlock": _block_probes(BASIC), "Bottleneck": _block_probes(BOTTLENECK)}
