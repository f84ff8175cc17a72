"""Pictures of ONNX graphs: every operation, number and shape is on them."""

import pytest
from onnx import TensorProto, helper

from utils.onnx_graphs import draw_graph


def chain(count):
    names = ["x", *(f"v{k}" for k in range(count - 1)), "y"]
    nodes = [helper.make_node("Add", [names[k], "bias"], [names[k + 1]]) for k in range(count)]
    value = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", 2]) for name in ("x", "y")]
    bias = helper.make_tensor("bias", TensorProto.FLOAT, (2,), [1, 2])
    graph = helper.make_graph(nodes, "chain", value[:1], value[1:], [bias])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)


def test_all_parts_are_drawn():
    picture = draw_graph(chain(3), alt="three additions")
    texts = [text.get_text() for text in picture.figure.axes[0].texts]
    assert texts.count("Add") == 3
    assert texts.count("bias: 2") == 3
    assert texts.count("n × 2") == 4
    assert {"x", "y"} <= set(texts)
    assert picture.png[:4] == b"\x89PNG"


@pytest.mark.parametrize("count", [0, 31])
def test_too_few_or_too_many_nodes(count):
    model = chain(max(count, 1))
    if count == 0:
        del model.graph.node[:]
    with pytest.raises(ValueError, match="1 to 30 nodes"):
        draw_graph(model, alt="nothing")
