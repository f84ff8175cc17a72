"""The map of codes finds the neighbours that their definition names, and refuses what does not belong together."""

import numpy as np
import pytest

from utils.explorers import code_map
from utils.explorers.code_map import nearest_others

RNG = np.random.default_rng(0)
IMAGES = RNG.integers(0, 256, (9, 4, 5)).astype(np.uint8)
LABELS = np.array([0, 0, 0, 1, 1, 1, 9, 9, 9])
CODES = {"pixels": RNG.normal(size=(9, 20)), "logits": RNG.normal(size=(9, 3))}
MAPS = {name: RNG.normal(size=(9, 2)) for name in CODES}


def test_nearest_others_known_by_hand():
    line = np.array([[0.0], [1], [2.6], [5], [6]])
    assert nearest_others(line, 2).tolist() == [[1, 2], [0, 2], [1, 3], [4, 2], [3, 2]]


def test_nearest_others_as_defined():
    codes = CODES["pixels"]
    for n, found in enumerate(nearest_others(codes, 4)):
        distances = np.linalg.norm(codes - codes[n], axis=1)
        assert n not in found
        assert distances[found].tolist() == sorted(np.delete(distances, n))[:4]


def test_shows_a_picture_and_a_block_that_needs_no_network():
    explorer = code_map(MAPS, CODES, IMAGES, LABELS, k=3)
    data, _ = explorer._repr_mimebundle_()
    assert data["image/png"]
    assert "{{" not in data["text/html"]
    assert data["text/html"].count("</script>") == 1
    share = (LABELS[nearest_others(CODES["logits"], 3)] == LABELS[:, None]).mean()
    assert f"logits {share:.2f}" in data["text/plain"]


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("images", {"images": IMAGES.astype(float)}),
        ("images", {"images": np.zeros((9, 29, 3), np.uint8)}),
        ("images", {"images": IMAGES[:1]}),
        ("labels", {"labels": LABELS[:8]}),
        ("labels", {"labels": LABELS + 1}),
        ("labels", {"labels": LABELS / 2}),
        ("k", {"k": 9}),
        ("k", {"k": 0}),
        ("codes", {"codes": {"pixels": CODES["pixels"]}}),
        ("codes", {"codes": CODES | {"logits": CODES["logits"][:4]}}),
        ("maps", {"maps": MAPS | {"logits": np.full((9, 2), np.nan)}}),
        ("maps", {"maps": MAPS | {"logits": np.zeros((9, 3))}}),
    ],
)
def test_errors_name_the_argument(name, change):
    with pytest.raises(ValueError, match=name):
        code_map(**({"maps": MAPS, "codes": CODES, "images": IMAGES, "labels": LABELS, "k": 3} | change))
