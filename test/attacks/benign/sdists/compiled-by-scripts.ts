import { sdists } from '../archives';
import { src } from '../benign-case';

export const SCRIPTED_SDISTS = sdists('native builds', [
  {
    why: 'setup.py drives CMake through subprocess in a build_ext of its own, a pattern in many projects.',
    name: 'opticflow',
    version: '3.1.4',
    summary: 'Optical flow, in C++.',
    author: 'Omar Farouk <omar@opticflow.example>',
    usage: `import opticflow`,
    files: {
      'setup.py': src`
import os
import subprocess
import sys
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext


class CMakeExtension(Extension):
    def __init__(self, name, source=""):
        super().__init__(name, sources=[])
        self.source = os.fspath(Path(source).resolve())


class CMakeBuild(build_ext):
    def build_extension(self, ext):
        target = (Path.cwd() / self.get_ext_fullpath(ext.name)).parent.resolve()
        arguments = [f"-DCMAKE_LIBRARY_OUTPUT_DIRECTORY={target}{os.sep}", f"-DPYTHON_EXECUTABLE={sys.executable}"]
        if "CMAKE_ARGS" in os.environ:
            arguments += [item for item in os.environ["CMAKE_ARGS"].split(" ") if item]
        build = Path(self.build_temp) / ext.name
        build.mkdir(parents=True, exist_ok=True)
        subprocess.run(["cmake", ext.source, *arguments], cwd=build, check=True)
        subprocess.run(["cmake", "--build", ".", f"-j{os.cpu_count()}"], cwd=build, check=True)


setup(
    name="opticflow",
    version="3.1.4",
    packages=["opticflow"],
    ext_modules=[CMakeExtension("opticflow._flow")],
    cmdclass={"build_ext": CMakeBuild},
    zip_safe=False,
)
`,
      'CMakeLists.txt':
        'cmake_minimum_required(VERSION 3.16)\nproject(opticflow CXX)\nfind_package(Python COMPONENTS Development REQUIRED)\nPython_add_library(_flow MODULE src_cpp/flow.cpp)\n',
      'src_cpp/flow.cpp':
        '#include <Python.h>\n\nstatic PyModuleDef module = {PyModuleDef_HEAD_INIT, "_flow", nullptr, -1, nullptr};\nPyMODINIT_FUNC PyInit__flow() { return PyModule_Create(&module); }\n',
      'opticflow/__init__.py': 'from . import _flow  # noqa: F401\n\n__version__ = "3.1.4"\n',
    },
  },
  {
    why: 'Asks pkg-config for flags and falls back to a bundled copy; subprocess output steers the build.',
    name: 'pyimlib',
    version: '1.16.1',
    summary: 'Bindings of imlib.',
    author: 'Hugo Lefevre <hugo@pyimlib.example>',
    usage: `import pyimlib`,
    files: {
      'setup.py': src`
import os
import shlex
import subprocess

from setuptools import setup


def pkg_config(option):
    command = [os.environ.get("PKG_CONFIG", "pkg-config"), option, "imlib2"]
    try:
        return shlex.split(subprocess.check_output(command, text=True, stderr=subprocess.DEVNULL))
    except (OSError, subprocess.CalledProcessError):
        return []


if not pkg_config("--libs") and not os.environ.get("PYIMLIB_BUNDLED"):
    print("imlib2 was not found by pkg-config, using the bundled copy")
    os.environ["PYIMLIB_BUNDLED"] = "1"

setup(cffi_modules=["build_imlib.py:ffibuilder"])
`,
      'setup.cfg':
        '[metadata]\nname = pyimlib\nversion = 1.16.1\n\n[options]\npackages = pyimlib\nsetup_requires = cffi>=1.16\ninstall_requires = cffi>=1.16\n',
      'build_imlib.py': src`
from cffi import FFI

ffibuilder = FFI()
ffibuilder.cdef("void *imlib_load_image(const char *file); int imlib_image_get_width(void);")
ffibuilder.set_source("pyimlib._imlib", "#include <Imlib2.h>", libraries=["Imlib2"])

if __name__ == "__main__":
    ffibuilder.compile(verbose=True)
`,
      'pyimlib/__init__.py':
        'from ._imlib import ffi, lib\n\n\ndef load(path):\n    return ffi.gc(lib.imlib_load_image(path.encode()), lambda image: None)\n',
    },
  },
  {
    why: 'Fetches the sources of a C library from its own release page when asked, checks the digest and builds them.',
    name: 'pyrocks-lite',
    version: '0.6.0',
    summary: 'A key-value store, bundled or from the system.',
    author: 'Pyrocks <dev@pyrocks-lite.example>',
    usage: `import pyrocks_lite`,
    files: {
      'setup.py': src`
import os

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

import fetch_source


class Build(build_ext):
    def run(self):
        if not os.environ.get("PYROCKS_SYSTEM_LIBRARY"):
            root = fetch_source.fetch(self.build_temp)
            self.include_dirs.append(os.path.join(root, "include"))
        super().run()


setup(
    name="pyrocks-lite",
    version="0.6.0",
    packages=["pyrocks_lite"],
    ext_modules=[Extension("pyrocks_lite._rocks", ["src_c/rocks.c"])],
    cmdclass={"build_ext": Build},
)
`,
      'fetch_source.py': src`
"""Gets the library's sources, once, and only what the digest below says."""
import hashlib
import os
import tarfile
import urllib.request

URL = "https://releases.pyrocks-lite.example/rocks-9.2.tar.gz"
SHA256 = "5b0cf7ea6c9a8fd38f4cf19ad5e6f1b0d0b8a9d73c6a23b8c1c2e49a1de0f9a7"


def fetch(folder):
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, os.path.basename(URL))
    if not os.path.exists(path):
        urllib.request.urlretrieve(URL, path)
    with open(path, "rb") as file:
        if hashlib.sha256(file.read()).hexdigest() != SHA256:
            os.unlink(path)
            raise SystemExit(f"{URL} is not what was expected")
    with tarfile.open(path) as archive:
        archive.extractall(folder, filter="data")
    return os.path.join(folder, "rocks-9.2")
`,
      'src_c/rocks.c':
        '#include <Python.h>\n\nstatic struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "_rocks", NULL, -1, NULL};\nPyMODINIT_FUNC PyInit__rocks(void) { return PyModule_Create(&module); }\n',
      'pyrocks_lite/__init__.py': 'from . import _rocks  # noqa: F401\n',
    },
  },
]);
