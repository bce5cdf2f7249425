import { sdists } from '../archives';
import { src } from '../benign-case';
import { randomBytes } from '../draw';

export const SDIST_TWINS = sdists('benign twins', [
  {
    twinOf: 'w4sp',
    why: 'setup.py runs version.py with exec to learn the version without importing the package; the base64 text is an icon.',
    name: 'coloured-logs',
    version: '15.0.2',
    summary: 'Coloured terminal logs, with an icon for desktop notes.',
    author: 'Jun Mori <jun@coloured-logs.example>',
    usage: `import coloured_logs\n\ncoloured_logs.install()`,
    files: () => ({
      'setup.py': src`
import os

from setuptools import find_packages, setup

here = os.path.abspath(os.path.dirname(__file__))

about = {}
with open(os.path.join(here, "coloured_logs", "version.py"), encoding="utf-8") as file:
    exec(compile(file.read(), "version.py", "exec"), about)

with open(os.path.join(here, "README.md"), encoding="utf-8") as file:
    long_description = file.read()

setup(
    name="coloured-logs",
    version=about["__version__"],
    description="Coloured terminal logs, with an icon for desktop notes.",
    long_description=long_description,
    long_description_content_type="text/markdown",
    author=about["__author__"],
    packages=find_packages(exclude=["tests"]),
    python_requires=">=3.9",
)
`,
      'coloured_logs/version.py': `__version__ = "15.0.2"\n__author__ = "Jun Mori"\n`,
      'coloured_logs/__init__.py': src`
import logging

from .version import __version__  # noqa: F401

COLOURS = {"DEBUG": "\033[36m", "INFO": "\033[32m", "WARNING": "\033[33m", "ERROR": "\033[31m"}


class Formatter(logging.Formatter):
    def format(self, record):
        return f"{COLOURS.get(record.levelname, '')}{super().format(record)}\033[0m"


def install(level=logging.INFO):
    handler = logging.StreamHandler()
    handler.setFormatter(Formatter("%(asctime)s %(name)s %(message)s"))
    logging.basicConfig(level=level, handlers=[handler])
`,
      'coloured_logs/icon.py': `import base64\n\nICON = base64.b64decode(\n${(
        randomBytes(71, 900)
          .toString('base64')
          .match(/.{1,76}/g) ?? []
      )
        .map((line) => `    b"${line}"`)
        .join('\n')}\n)\n`,
      'tests/test_format.py': src`
import logging

from coloured_logs import Formatter


def test_colours_by_level():
    record = logging.LogRecord("n", logging.ERROR, "f", 1, "text", (), None)
    assert Formatter("%(message)s").format(record) == "\033[31mtext\033[0m"
`,
    }),
  },
]);
