"""The occlusion explorer shows the numbers it was given, and refuses those that do not belong together."""

import base64
import io

import numpy as np
import pytest
from PIL import Image

from utils.explorers import occlusion

PHOTO = np.random.default_rng(0).integers(0, 256, (20, 26, 3)).astype(np.uint8)
SCORES = {"cup": 7.0, "cat": -1.0}
DROPS = {"cup": np.arange(6.0).reshape(2, 3) - 2, "cat": np.ones((2, 3))}


def test_the_script_starts_from_the_numbers_of_the_network():
    config = occlusion(PHOTO, SCORES, DROPS, patch=10, stride=8).config
    assert [(entry["name"], entry["score"]) for entry in config["classes"]] == [("cup", 7.0), ("cat", -1.0)]
    assert config["classes"][0]["drops"] == [[-2, -1, 0], [1, 2, 3]]
    stored = Image.open(io.BytesIO(base64.b64decode(config["photo"].split(",")[1])))
    np.testing.assert_array_equal(np.asarray(stored), PHOTO)


def test_shows_a_picture_and_a_block_that_needs_no_network():
    data, _ = occlusion(PHOTO, SCORES, DROPS, 10, 8)._repr_mimebundle_()
    assert data["image/png"]
    assert "{{" not in data["text/html"]
    assert data["text/html"].count("</script>") == 1
    assert "from 7.00 to 4.00" in data["text/plain"]


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("image", {"image": PHOTO.astype(float)}),
        ("image", {"image": PHOTO[:, :, 0]}),
        ("image", {"image": np.zeros((321, 9, 3), np.uint8)}),
        ("patch", {"patch": 21}),
        ("stride", {"stride": 0}),
        ("fill", {"fill": 256}),
        ("drops", {"drops": {"cup": DROPS["cup"]}}),
        ("drops", {"stride": 4}),
        ("drops", {"drops": DROPS | {"cat": np.full((2, 3), np.nan)}}),
        ("scores", {"scores": SCORES | {"cat": np.inf}}),
        ("drops", {"scores": {}, "drops": {}}),
    ],
)
def test_errors_name_the_argument(name, change):
    arguments = {"image": PHOTO, "scores": SCORES, "drops": DROPS, "patch": 10, "stride": 8} | change
    with pytest.raises(ValueError, match=name):
        occlusion(**arguments)
