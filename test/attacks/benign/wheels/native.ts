import { wheels } from '../archives';
import { src } from '../benign-case';
import { elf } from '../draw';
import { webpackBundle } from '../generated';

export const NATIVE_WHEELS = wheels('native code and start-up files', [
  {
    why: 'A cffi-style extension that loads when the package is imported.',
    name: 'fastgeohash',
    version: '2.3.1',
    summary: 'Geohashes in C.',
    author: 'Olivia Grant <olivia@fastgeohash.example>',
    usage: `from fastgeohash import encode\n\nencode(57.64, 10.40)`,
    tag: 'cp312-cp312-manylinux_2_17_x86_64',
    files: () => ({
      'fastgeohash/__init__.py': `from ._core import decode, encode\n\n__all__ = ["decode", "encode", "neighbours"]\n\nfrom .grid import neighbours\n`,
      'fastgeohash/grid.py': src`
from ._core import decode, encode


def neighbours(code):
    latitude, longitude, height, width = decode(code)
    steps = (-1, 0, 1)
    around = [encode(latitude + y * height, longitude + x * width, len(code)) for y in steps for x in steps]
    return [other for other in around if other != code]
`,
      'fastgeohash/_core.cpython-312-x86_64-linux-gnu.so': elf(
        201,
        3,
        [
          'PyInit__core',
          'PyArg_ParseTuple',
          'PyFloat_FromDouble',
          'PyUnicode_FromStringAndSize',
          'libc.so.6',
          'libm.so.6',
          'GLIBC_2.17',
        ],
        12_000,
      ),
    }),
  },
  {
    why: 'Rust behind Python by maturin: one abi3 library and a thin module.',
    name: 'oxidised-toml',
    version: '1.1.0',
    summary: 'TOML parsing in Rust.',
    author: 'Joris Vermeer <joris@oxidised-toml.example>',
    usage: `import oxidised_toml\n\noxidised_toml.loads("a = 1")`,
    tag: 'cp39-abi3-manylinux_2_28_x86_64',
    generator: 'maturin (1.9.4)',
    files: () => ({
      'oxidised_toml/__init__.py': `from .oxidised_toml import dumps, loads\n\n__all__ = ["dumps", "loads", "load"]\n\n\ndef load(path):\n    with open(path, encoding="utf-8") as file:\n        return loads(file.read())\n`,
      'oxidised_toml/__init__.pyi': `def loads(text: str) -> dict: ...\ndef dumps(value: dict) -> str: ...\n`,
      'oxidised_toml/oxidised_toml.abi3.so': elf(
        202,
        3,
        [
          'PyInit_oxidised_toml',
          'rust_eh_personality',
          'core::panicking::panic',
          'library/std/src/sys/unix/os.rs',
          'RUST_BACKTRACE',
          'getenv',
          'getrandom',
          'libgcc_s.so.1',
          'libc.so.6',
        ],
        60_000,
      ),
      'oxidised_toml/py.typed': '',
    }),
  },
  {
    why: 'A linter written in Rust whose program lies in the wheel; the module only finds and starts it.',
    name: 'rapidlint',
    version: '0.14.2',
    summary: 'A fast linter.',
    author: 'Rapidlint <team@rapidlint.example>',
    usage: `python -m rapidlint check .`,
    tag: 'py3-none-manylinux_2_17_x86_64',
    generator: 'maturin (1.9.4)',
    files: () => ({
      'rapidlint/__init__.py': `"""Finds the rapidlint program."""\n`,
      'rapidlint/__main__.py': src`
import os
import subprocess
import sys

from ._find import find_program

if __name__ == "__main__":
    program = os.fsdecode(find_program())
    if sys.platform == "win32":
        sys.exit(subprocess.run([program, *sys.argv[1:]], check=False).returncode)
    os.execvp(program, [program, *sys.argv[1:]])
`,
      'rapidlint/_find.py': src`
import os
import sysconfig


def find_program():
    name = "rapidlint" + (sysconfig.get_config_var("EXE") or "")
    folders = [sysconfig.get_path("scripts"), sysconfig.get_path("scripts", scheme="posix_user")]
    for folder in folders:
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            return path
    raise FileNotFoundError(f"{name} is in none of {folders}")
`,
      'rapidlint-0.14.2.data/scripts/rapidlint': elf(
        203,
        2,
        [
          'main',
          'std::process::Command',
          'rapidlint check',
          'std::env::vars',
          'https://rapidlint.example/rules/',
        ],
        200_000,
      ),
    }),
  },
  {
    why: 'A notebook widget: Python beside a minified front end of 200 kB.',
    name: 'slider-widgets',
    version: '3.0.11',
    summary: 'Sliders for notebooks.',
    author: 'Widget People <dev@slider-widgets.example>',
    licence: 'BSD-3-Clause',
    usage: `from slider_widgets import Range\n\nRange(0, 10)`,
    requires: ['anywidget>=0.9', 'traitlets>=5'],
    generator: 'hatchling 1.27.0',
    files: () => ({
      'slider_widgets/__init__.py': src`
import pathlib

import anywidget
import traitlets

STATIC = pathlib.Path(__file__).parent / "static"


class Range(anywidget.AnyWidget):
    _esm = STATIC / "widget.js"
    _css = STATIC / "widget.css"
    low = traitlets.Float(0).tag(sync=True)
    high = traitlets.Float(1).tag(sync=True)

    def __init__(self, low=0.0, high=1.0, **more):
        super().__init__(low=low, high=high, **more)
`,
      'slider_widgets/static/widget.js': webpackBundle(
        204,
        200,
        'globalThis.renderSlider=function({model:e,el:t}){let n=document.createElement("input");n.type="range",n.min=e.get("low"),n.max=e.get("high"),t.appendChild(n)}',
      ),
      'slider_widgets/static/widget.css': '.slider{width:100%}\n',
      'slider_widgets-3.0.11.data/data/share/jupyter/nbextensions/slider-widgets/extension.js': webpackBundle(
        205,
        20,
        'window["requirejs"]&&window["requirejs"].config({map:{"*":{"slider-widgets":"nbextensions/slider-widgets/index"}}})',
      ),
    }),
  },
]);
