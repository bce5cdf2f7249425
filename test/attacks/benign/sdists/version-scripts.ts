import { sdists } from '../archives';
import { src } from '../benign-case';

export const VERSION_SCRIPT_SDISTS = sdists('build scripts', [
  {
    why: 'A versioneer-like module: git is asked at build time, and a written _version.py is used in archives.',
    name: 'tidalmodel',
    version: '4.2.0',
    summary: 'Tide predictions.',
    author: 'Mairead Byrne <mairead@tidalmodel.example>',
    usage: `import tidalmodel`,
    files: {
      'setup.py': src`
from setuptools import setup

import versioner

setup(
    name="tidalmodel",
    version=versioner.get_version(),
    cmdclass=versioner.get_cmdclass(),
    packages=["tidalmodel"],
)
`,
      'versioner.py': src`
"""Version from git, or from the file that sdist writes."""
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.abspath(__file__))
LONG_VERSION_PY = '''
# Written by versioner when the archive was made.
version = "%(version)s"
'''


def run_command(commands, args):
    for command in commands:
        try:
            process = subprocess.Popen([command] + args, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            stdout = process.communicate()[0].strip().decode()
            return stdout if process.returncode == 0 else None
        except OSError:
            continue
    return None


def get_version():
    git = ["git.cmd", "git.exe"] if sys.platform == "win32" else ["git"]
    described = run_command(git, ["describe", "--tags", "--dirty", "--always", "--long"])
    if described and (match := re.match(r"v?([\d.]+)-(\d+)-g(\w+)", described)):
        tag, distance, commit = match.groups()
        return tag if distance == "0" else f"{tag}+{distance}.g{commit}"
    scope = {}
    with open(os.path.join(ROOT, "tidalmodel", "_version.py"), encoding="utf-8") as file:
        exec(file.read(), scope)
    return scope["version"]


def get_cmdclass():
    from setuptools.command.sdist import sdist

    class WriteVersion(sdist):
        def make_release_tree(self, base_dir, files):
            super().make_release_tree(base_dir, files)
            with open(os.path.join(base_dir, "tidalmodel", "_version.py"), "w", encoding="utf-8") as file:
                file.write(LONG_VERSION_PY % {"version": self.distribution.get_version()})

    return {"sdist": WriteVersion}
`,
      'tidalmodel/__init__.py': 'from ._version import version as __version__  # noqa: F401\n',
      'tidalmodel/_version.py': 'version = "4.2.0"\n',
    },
  },
  {
    why: 'Asks git for the version in setup.py with subprocess and reads requirements and README, in the old way.',
    name: 'legacy-etl',
    version: '2.7.3',
    summary: 'Extract, transform, load.',
    author: 'Bernd Koch <bernd@legacy-etl.example>',
    usage: `import legacy_etl`,
    files: {
      'setup.py': src`
#!/usr/bin/env python
import io
import os
import re
import subprocess
import sys

from setuptools import find_packages, setup

here = os.path.dirname(os.path.abspath(__file__))

if sys.argv[-1] == "publish":
    os.system("python setup.py sdist bdist_wheel")
    os.system("twine upload dist/*")
    sys.exit()


def read(*parts):
    with io.open(os.path.join(here, *parts), encoding="utf-8") as file:
        return file.read()


def version():
    try:
        return subprocess.check_output(["git", "describe", "--tags"], cwd=here, stderr=subprocess.DEVNULL).decode().strip().lstrip("v")
    except Exception:
        return re.search(r"^__version__ = ['\"]([^'\"]*)['\"]", read("legacy_etl", "__init__.py"), re.M).group(1)


setup(
    name="legacy-etl",
    version=version(),
    long_description=read("README.md"),
    packages=find_packages(),
    install_requires=read("requirements.txt").splitlines(),
    test_suite="tests",
)
`,
      'requirements.txt': 'sqlalchemy>=2\npandas>=2\n',
      'legacy_etl/__init__.py': '"""Extract, transform, load."""\n\n__version__ = "2.7.3"\n',
      'legacy_etl/load.py':
        'def load(frame, table, engine):\n    frame.to_sql(table, engine, if_exists="append", index=False)\n    return len(frame)\n',
    },
  },
  {
    why: 'A build backend in the tree that wraps setuptools to put a generated table into the wheel.',
    name: 'emojitable',
    version: '16.0.1',
    summary: 'Names of emoji, with a table made at build time.',
    author: 'Kiri Tane <kiri@emojitable.example>',
    usage: `from emojitable import name`,
    files: {
      'pyproject.toml':
        '[build-system]\nrequires = ["setuptools>=70"]\nbuild-backend = "table_backend"\nbackend-path = ["_build"]\n\n[project]\nname = "emojitable"\nversion = "16.0.1"\n',
      '_build/table_backend.py': src`
"""setuptools, with emojitable/_table.py made first."""
import unicodedata
from pathlib import Path

from setuptools import build_meta as _original
from setuptools.build_meta import *  # noqa: F401,F403


def _write_table():
    names = {}
    for code in range(0x1F300, 0x1FAFF):
        if name := unicodedata.name(chr(code), None):
            names[chr(code)] = name.lower()
    Path("emojitable", "_table.py").write_text(f"NAMES = {names!r}\n", encoding="utf-8")


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    _write_table()
    return _original.build_wheel(wheel_directory, config_settings, metadata_directory)


def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    _write_table()
    return _original.build_editable(wheel_directory, config_settings, metadata_directory)
`,
      'emojitable/__init__.py':
        'def name(sign):\n    from ._table import NAMES\n\n    return NAMES.get(sign)\n',
    },
  },
]);
