import { sdists } from '../archives';
import { src } from '../benign-case';

export const BUILD_COMMAND_SDISTS = sdists('build scripts', [
  {
    why: 'Compiles message catalogues during build through a command of its own.',
    name: 'polyglot-forms',
    version: '1.9.2',
    summary: 'Forms in many languages.',
    author: 'Sofia Lindqvist <sofia@polyglot-forms.example>',
    usage: `from polyglot_forms import Form`,
    files: {
      'setup.py': src`
from glob import glob
from subprocess import check_call

from setuptools import Command, setup
from setuptools.command.build_py import build_py


class CompileCatalogues(Command):
    description = "compile .po files with msgfmt"
    user_options = []

    def initialize_options(self):
        pass

    def finalize_options(self):
        pass

    def run(self):
        for source in glob("polyglot_forms/locale/*/LC_MESSAGES/*.po"):
            check_call(["msgfmt", "--check", "-o", source[:-3] + ".mo", source])


class Build(build_py):
    def run(self):
        self.run_command("compile_catalogues")
        super().run()


setup(
    name="polyglot-forms",
    version="1.9.2",
    packages=["polyglot_forms"],
    package_data={"polyglot_forms": ["locale/*/LC_MESSAGES/*.mo"]},
    cmdclass={"compile_catalogues": CompileCatalogues, "build_py": Build},
)
`,
      'polyglot_forms/__init__.py':
        'import gettext\nfrom pathlib import Path\n\n_ = gettext.translation("forms", Path(__file__).parent / "locale", fallback=True).gettext\n',
      'polyglot_forms/locale/sv/LC_MESSAGES/forms.po':
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Required"\nmsgstr "Obligatoriskt"\n',
    },
  },
  {
    why: 'An install command of its own copies the man page and shell completion below the installation prefix.',
    name: 'batchrename',
    version: '5.0.0',
    summary: 'Renames many files.',
    author: 'Zdenek Maly <zdenek@batchrename.example>',
    usage: `batchrename 's/ /_/' *.mp3`,
    files: {
      'setup.py': src`
import os
import shutil
import sys

from setuptools import setup
from setuptools.command.install import install


class InstallWithManual(install):
    """The manual and completion go below the same prefix as the program."""

    def run(self):
        super().run()
        prefix = self.root or sys.prefix
        for source, folder in [("batchrename.1", "share/man/man1"), ("batchrename.bash", "share/bash-completion/completions")]:
            target = os.path.join(prefix, folder)
            try:
                os.makedirs(target, exist_ok=True)
                shutil.copy(source, target)
            except OSError as error:
                self.announce(f"{source} was not installed: {error}", level=3)


setup(
    name="batchrename",
    version="5.0.0",
    py_modules=["batchrename"],
    entry_points={"console_scripts": ["batchrename = batchrename:main"]},
    cmdclass={"install": InstallWithManual},
)
`,
      'batchrename.py': src`
"""Renames many files by a substitution."""
import os
import re
import sys


def main():
    _, pattern, replacement, *_ = sys.argv[1].split("/")
    for name in sys.argv[2:]:
        new = re.sub(pattern, replacement, name)
        if new != name:
            os.rename(name, new)
`,
      'batchrename.1': '.TH BATCHRENAME 1\n.SH NAME\nbatchrename \\- renames many files\n',
      'batchrename.bash': 'complete -f batchrename\n',
    },
  },
  {
    why: 'Generates modules from protocol files during build by calling the protocol compiler as a module.',
    name: 'fleetproto',
    version: '0.22.0',
    summary: 'Messages of the fleet API.',
    author: 'Fleet API <api@fleetproto.example>',
    licence: 'Apache-2.0',
    usage: `from fleetproto import fleet_pb2`,
    files: {
      'setup.py': src`
import subprocess
import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class GenerateProtos(build_py):
    def run(self):
        for proto in Path("proto").glob("*.proto"):
            subprocess.run(
                [sys.executable, "-m", "grpc_tools.protoc", "-Iproto", "--python_out=fleetproto", "--grpc_python_out=fleetproto", str(proto)],
                check=True,
            )
        super().run()


setup(name="fleetproto", version="0.22.0", packages=["fleetproto"], cmdclass={"build_py": GenerateProtos})
`,
      'pyproject.toml':
        '[build-system]\nrequires = ["setuptools>=70", "grpcio-tools>=1.62"]\nbuild-backend = "setuptools.build_meta"\n',
      'proto/fleet.proto':
        'syntax = "proto3";\npackage fleet;\nmessage Vehicle { string id = 1; double latitude = 2; double longitude = 3; }\n',
      'fleetproto/__init__.py': '"""Messages of the fleet API."""\n',
    },
  },
  {
    why: 'Finds the toolkit of a GPU maker by environment, PATH and usual folders before it builds; much probing, no harm.',
    name: 'gpusort',
    version: '2.5.0',
    summary: 'Sorts on the GPU.',
    author: 'Gpusort <dev@gpusort.example>',
    usage: `import gpusort`,
    files: {
      'setup.py': src`
import os
import platform
import shutil
import subprocess
from distutils.version import LooseVersion  # noqa: F401

from setuptools import Extension, setup


def find_toolkit():
    candidates = [os.environ.get("CUDA_HOME"), os.environ.get("CUDA_PATH"), "/usr/local/cuda"]
    compiler = shutil.which("nvcc")
    if compiler:
        candidates.insert(0, os.path.dirname(os.path.dirname(compiler)))
    return next((path for path in candidates if path and os.path.isdir(path)), None)


def architecture():
    try:
        out = subprocess.check_output("nvidia-smi --query-gpu=compute_cap --format=csv,noheader", shell=True, text=True)
        return out.splitlines()[0].replace(".", "")
    except Exception:
        return "70"


toolkit = find_toolkit()
if toolkit is None:
    raise SystemExit("gpusort needs the GPU toolkit; set CUDA_HOME. System: " + platform.platform())

setup(
    name="gpusort",
    version="2.5.0",
    packages=["gpusort"],
    ext_modules=[
        Extension(
            "gpusort._sort",
            ["src_c/sort.c"],
            include_dirs=[os.path.join(toolkit, "include")],
            define_macros=[("ARCH", architecture())],
        )
    ],
)
`,
      'src_c/sort.c':
        '#include <Python.h>\n\nstatic struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "_sort", NULL, -1, NULL};\nPyMODINIT_FUNC PyInit__sort(void) { return PyModule_Create(&module); }\n',
      'gpusort/__init__.py': 'from . import _sort  # noqa: F401\n',
    },
  },
  {
    why: 'Stops with advice where the user wanted another package or another Python; setup.py that only speaks.',
    name: 'sklearn-extras-redirect',
    version: '0.0.2',
    summary: 'Says which package you want instead.',
    author: 'Extras <dev@extras-redirect.example>',
    usage: `# Do not install this; install scikit-extras.`,
    files: {
      'setup.py': src`
import os
import sys

from setuptools import setup

MESSAGE = """
The name of the package is scikit-extras. This one exists so that nobody else takes the name.
Replace sklearn-extras-redirect by scikit-extras in your requirements.
To install it nevertheless, set ALLOW_REDIRECT_PACKAGE=1.
"""

if sys.version_info < (3, 8):
    sys.exit("Python 3.8 or newer is needed.")
if "sdist" not in sys.argv and os.environ.get("ALLOW_REDIRECT_PACKAGE") != "1":
    sys.stderr.write(MESSAGE)
    raise RuntimeError("install scikit-extras instead")

setup(name="sklearn-extras-redirect", version="0.0.2", py_modules=["sklearn_extras_redirect"])
`,
      'sklearn_extras_redirect.py': '"""Nothing is here; see scikit-extras."""\n',
    },
  },
]);
