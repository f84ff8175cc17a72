"""The augmentation explorer moves pictures as the layers of Keras do."""

import numpy as np
import pytest

from utils.explorers import augmentation
from utils.explorers.augmentation import FILLS, move

IMAGE = np.random.default_rng(0).integers(0, 256, (9, 12)).astype(float)


def test_moves_known_by_hand():
    image = np.array([[1.0, 2, 3, 4]])
    assert move(image, right=0.25).tolist() == [[0, 1, 2, 3]]
    assert move(image, right=0.25, fill="nearest").tolist() == [[1, 1, 2, 3]]
    assert move(image, right=-0.5, fill="reflect").tolist() == [[3, 4, 4, 3]]
    assert move(image, mirror=True).tolist() == [[4, 3, 2, 1]]
    assert move(image, right=0.125).tolist() == [[0.5, 1.5, 2.5, 3.5]]
    square = np.arange(9.0).reshape(3, 3)
    np.testing.assert_allclose(move(square, 90), np.rot90(square), atol=1e-12)
    np.testing.assert_allclose(move(square, down=1 / 3), [[0, 0, 0], [0, 1, 2], [3, 4, 5]])
    assert move(np.arange(16.0).reshape(4, 4), zoom=0.5)[1, 1] == 3.75


@pytest.mark.slow
@pytest.mark.parametrize("fill", FILLS)
def test_as_the_layers_of_keras(fill):
    from utils.frameworks import quiet_tensorflow

    quiet_tensorflow(threads=1)
    import keras

    batch = IMAGE[None, :, :, None].astype("float32")
    fixed = {
        "angle": (40.0, keras.layers.RandomRotation((40 / 360,) * 2, fill_mode=fill)),
        "right": (0.23, keras.layers.RandomTranslation((0.0, 0.0), (0.23, 0.23), fill_mode=fill)),
        "down": (-0.31, keras.layers.RandomTranslation((-0.31, -0.31), (0.0, 0.0), fill_mode=fill)),
        "zoom": (0.3, keras.layers.RandomZoom((0.3, 0.3), fill_mode=fill)),
    }
    for name, (value, layer) in fixed.items():
        expected = keras.ops.convert_to_numpy(layer(batch, training=True))[0, :, :, 0]
        np.testing.assert_allclose(move(IMAGE, **{name: value}, fill=fill), expected, atol=0.02, err_msg=name)


def test_shows_a_picture_and_a_block_that_needs_no_network():
    data, _ = augmentation(IMAGE, 20, zoom=-0.1)._repr_mimebundle_()
    assert data["image/png"]
    assert "{{" not in data["text/html"]
    assert data["text/html"].count("</script>") == 1


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("images", {"images": np.zeros((11, 3, 3))}),
        ("images", {"images": -IMAGE}),
        ("angle", {"angle": 181}),
        ("right", {"right": 3}),
        ("zoom", {"zoom": -1}),
        ("fill", {"fill": "wrap"}),
        ("names", {"names": ["a", "b"]}),
    ],
)
def test_refuses_and_names_the_argument(name, arguments):
    with pytest.raises(ValueError, match=rf"^{name}"):
        augmentation(**{"images": IMAGE, **arguments})
