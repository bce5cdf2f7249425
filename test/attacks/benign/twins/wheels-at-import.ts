import { wheels } from '../archives';
import { src } from '../benign-case';
import { elf, wav } from '../draw';

export const IMPORT_TWINS = wheels('benign twins', [
  {
    twinOf: 'ctx',
    why: 'A settings object copies the whole environment when it is made; it stays in the process.',
    name: 'env-context',
    version: '0.6.3',
    summary: 'Settings from the environment as one typed object.',
    author: 'Marta Olsen <marta@env-context.example>',
    usage: `from env_context import Context\n\nctx = Context(prefix="APP_")\nctx.database_url`,
    files: {
      'env_context/__init__.py': `from .context import Context, MissingSetting\n\n__all__ = ["Context", "MissingSetting"]\n__version__ = "0.6.3"\n`,
      'env_context/context.py': src`
"""An attribute view of the environment."""
import os
from typing import Any, Dict, Iterator, Optional

from .casts import guess


class MissingSetting(AttributeError):
    """A setting that was asked for and is not in the environment."""


class Context:
    """Takes the environment once, when it is made, so that later changes do not surprise anybody."""

    def __init__(self, prefix: str = "", environ: Optional[Dict[str, str]] = None) -> None:
        source = dict(os.environ if environ is None else environ)
        self._values = {
            key[len(prefix):].lower(): value for key, value in source.items() if key.startswith(prefix)
        }

    def __getattr__(self, name: str) -> Any:
        try:
            return guess(self.__dict__["_values"][name.lower()])
        except KeyError:
            raise MissingSetting(f"{name} is not set") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def as_dict(self) -> Dict[str, str]:
        return dict(self._values)
`,
      'env_context/casts.py': src`
"""Text to the value it most likely means."""
TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}


def guess(text: str):
    lowered = text.strip().lower()
    if lowered in TRUE:
        return True
    if lowered in FALSE:
        return False
    for cast in (int, float):
        try:
            return cast(text)
        except ValueError:
            continue
    return text
`,
    },
  },
  {
    twinOf: 'torchtriton',
    why: 'A numeric library whose kernels are compiled; the extension loads at import and a compile cache lies in the home folder.',
    name: 'tilekernels',
    version: '2.1.0',
    summary: 'Tiled matrix kernels with a compile cache.',
    author: 'Tile Kernels Developers <dev@tilekernels.example>',
    licence: 'BSD-3-Clause',
    usage: `import tilekernels as tk\n\ntk.matmul(a, b)`,
    requires: ['numpy>=1.24'],
    tag: 'cp311-cp311-manylinux_2_28_x86_64',
    generator: 'scikit-build-core 0.10.7',
    files: () => ({
      'tilekernels/__init__.py': src`
"""Tiled matrix kernels."""
from . import _native
from .cache import cache_dir

__version__ = "2.1.0"

_native.set_cache_dir(str(cache_dir()))


def matmul(a, b):
    """Product of two C-contiguous float arrays."""
    return _native.matmul(a, b)
`,
      'tilekernels/cache.py': src`
import os
import platform
from pathlib import Path


def cache_dir() -> Path:
    """Where compiled kernels are kept; one folder for each machine type."""
    home = os.environ.get("TILEKERNELS_HOME") or Path.home() / ".cache" / "tilekernels"
    path = Path(home) / platform.machine()
    path.mkdir(parents=True, exist_ok=True)
    return path
`,
      'tilekernels/_native.cpython-311-x86_64-linux-gnu.so': elf(
        51,
        3,
        [
          'PyInit__native',
          'PyArg_ParseTuple',
          'PyModule_Create2',
          'getenv',
          'mkdir',
          'dlopen',
          'dlsym',
          'libstdc++.so.6',
          'libc.so.6',
          'GLIBC_2.28',
          'tilekernels: cannot open cache %s',
        ],
        24_000,
      ),
    }),
  },
  {
    twinOf: 'ultralytics',
    why: 'Weights are fetched when a model is asked for by name, checked by digest and kept in a cache; nothing happens at import.',
    name: 'visionhub',
    version: '8.3.50',
    summary: 'Object detection models with weights on demand.',
    author: 'Visionhub <team@visionhub.example>',
    licence: 'Apache-2.0',
    usage: `from visionhub import load\n\nmodel = load("detect-small")\nmodel("street.jpg")`,
    requires: ['numpy>=1.24', 'pillow>=10'],
    entryPoints: '[console_scripts]\nvisionhub = visionhub.cli:main\n',
    files: {
      'visionhub/__init__.py': `from .models import load\n\n__version__ = "8.3.50"\n__all__ = ["load"]\n`,
      'visionhub/weights.py': src`
"""Fetching weights: once, checked, and renamed into place when complete."""
import hashlib
import os
import urllib.request
from pathlib import Path

BASE = "https://weights.visionhub.example/v8"
KNOWN = {
    "detect-small": "a3f1c6d5e2b07c49f84a1b9de0775c2238b8d6f05e41c7a9932b6f10ad4e8871",
    "detect-large": "0d9b17e4c2a85f3369a7c1108fbe42d5a06e93c8d7f254b1e88c3a5f619d2b04",
}


def cache() -> Path:
    root = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "visionhub"
    root.mkdir(parents=True, exist_ok=True)
    return root


def fetch(name: str) -> Path:
    target = cache() / f"{name}.npz"
    if target.exists():
        return target
    partial = target.with_suffix(".part")
    digest = hashlib.sha256()
    with urllib.request.urlopen(f"{BASE}/{name}.npz", timeout=60) as response, partial.open("wb") as out:
        while block := response.read(1 << 20):
            digest.update(block)
            out.write(block)
    if digest.hexdigest() != KNOWN[name]:
        partial.unlink()
        raise RuntimeError(f"weights of {name} are damaged")
    partial.rename(target)
    return target
`,
      'visionhub/models.py': src`
import numpy as np

from .weights import fetch


class Model:
    def __init__(self, arrays):
        self.arrays = arrays

    def __call__(self, image):
        from PIL import Image

        pixels = np.asarray(Image.open(image).convert("RGB"), dtype=np.float32) / 255.0
        return np.tensordot(pixels, self.arrays["head"], axes=1)


def load(name: str) -> Model:
    return Model(np.load(fetch(name), allow_pickle=False))
`,
      'visionhub/cli.py': src`
import argparse

from .models import load


def main() -> None:
    parser = argparse.ArgumentParser(prog="visionhub")
    parser.add_argument("model")
    parser.add_argument("image")
    arguments = parser.parse_args()
    print(load(arguments.model)(arguments.image))
`,
    },
  },
  {
    twinOf: 'telnyx',
    why: 'A telephony client ships its ring tones as WAV files and reads them with the wave module to play them.',
    name: 'callbridge',
    version: '4.1.0',
    summary: 'Voice calls over a SIP bridge, with ring tones.',
    author: 'Callbridge <sdk@callbridge.example>',
    usage: `from callbridge import Phone\n\nPhone("sip.callbridge.example").dial("+4930123456")`,
    files: () => ({
      'callbridge/__init__.py': `from .phone import Phone\nfrom .tones import Tone, load_tone\n\n__all__ = ["Phone", "Tone", "load_tone"]\n`,
      'callbridge/tones.py': src`
"""Ring tones that come with the package."""
import wave
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True)
class Tone:
    rate: int
    frames: bytes

    def scaled(self, volume: float) -> bytes:
        samples = memoryview(self.frames).cast("h")
        return b"".join(int(sample * volume).to_bytes(2, "little", signed=True) for sample in samples)


def load_tone(name: str = "ring") -> Tone:
    with resources.files(__package__).joinpath("assets", f"{name}.wav").open("rb") as file:
        with wave.open(file) as sound:
            return Tone(sound.getframerate(), sound.readframes(sound.getnframes()))


DEFAULT = load_tone()
`,
      'callbridge/phone.py': src`
import socket

from .tones import DEFAULT


class Phone:
    def __init__(self, host: str, port: int = 5060) -> None:
        self.address = (host, port)
        self.ring = DEFAULT

    def dial(self, number: str, timeout: float = 5.0) -> bytes:
        invite = f"INVITE sip:{number}@{self.address[0]} SIP/2.0\r\n\r\n".encode()
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
            line.settimeout(timeout)
            line.sendto(invite, self.address)
            return line.recv(4096)
`,
      'callbridge/assets/ring.wav': wav(61, 1.5, 425),
      'callbridge/assets/busy.wav': wav(62, 0.5, 480),
    }),
  },
]);
