import { gzipSync } from 'node:zlib';
import { zip } from '@sallyport/analysis/testing';
import { sdists } from '../archives';
import { src } from '../benign-case';
import { png, randomBytes, wav } from '../draw';

const wrapped = (text: string, width = 76): string =>
  (text.match(new RegExp(`.{1,${String(width)}}`, 'g')) ?? []).join('\n');

export const BLOB_SDISTS = sdists('unusual contents', [
  {
    why: 'Tests carry encrypted blobs, archives, pictures and sounds, which are what the library reads.',
    name: 'mediaprobe',
    version: '3.6.1',
    summary: 'Tells what a media file is.',
    author: 'Ottilie Braun <ottilie@mediaprobe.example>',
    usage: `from mediaprobe import probe\n\nprobe("a.wav")`,
    files: () => ({
      'setup.py': `from setuptools import setup\n\nsetup(name="mediaprobe", version="3.6.1", packages=["mediaprobe"])\n`,
      'mediaprobe/__init__.py': src`
"""Tells what a media file is."""
from .signatures import SIGNATURES


def probe(path):
    with open(path, "rb") as file:
        head = file.read(16)
    return next((kind for kind, (offset, magic) in SIGNATURES.items() if head[offset:].startswith(magic)), "unknown")
`,
      'mediaprobe/signatures.py': `SIGNATURES = {\n    "png": (0, b"\\x89PNG\\r\\n\\x1a\\n"),\n    "wav": (8, b"WAVE"),\n    "zip": (0, b"PK\\x03\\x04"),\n    "gzip": (0, b"\\x1f\\x8b"),\n    "elf": (0, b"\\x7fELF"),\n}\n`,
      'tests/test_probe.py': src`
from pathlib import Path

import pytest

from mediaprobe import probe

DATA = Path(__file__).parent / "data"


@pytest.mark.parametrize("name, kind", [("tone.wav", "wav"), ("dots.png", "png"), ("pair.zip", "zip"), ("sealed.bin", "unknown")])
def test_probe(name, kind):
    assert probe(DATA / name) == kind
`,
      'tests/data/tone.wav': wav(301, 0.4),
      'tests/data/dots.png': png(302, 40),
      'tests/data/sealed.bin': randomBytes(303, 20_000),
      'tests/data/pair.zip': zip([
        { name: 'a.txt', content: 'a\n' },
        { name: 'b/run.sh', content: '#!/bin/sh\necho b\n' },
      ]),
      'tests/data/log.gz': gzipSync('line\n'.repeat(200)),
    }),
  },
  {
    why: 'A bootstrap script that carries an installer as a zip in base85, as such scripts do, so that it needs no network.',
    name: 'bootstrap-wheelhouse',
    version: '24.3.1',
    summary: 'Sets up a wheelhouse from one file.',
    author: 'Wheelhouse <dev@bootstrap-wheelhouse.example>',
    usage: `python get_wheelhouse.py --target ./wheelhouse`,
    files: () => ({
      'pyproject.toml':
        '[build-system]\nrequires = ["flit_core>=3.11"]\nbuild-backend = "flit_core.buildapi"\n\n[project]\nname = "bootstrap-wheelhouse"\nversion = "24.3.1"\n',
      'get_wheelhouse.py': src`
#!/usr/bin/env python
#
# Hi There!
#
# You may be wondering what this giant blob of binary data here is, you might
# even be worried that we are up to something nefarious. It is a base64 copy of
# a zip file with the wheelhouse installer inside; tools/embed.py makes it.
import os
import pkgutil
import shutil
import sys
import tempfile
from base64 import b64decode


def bootstrap(folder):
    archive = os.path.join(folder, "wheelhouse.zip")
    with open(archive, "wb") as file:
        file.write(b64decode(DATA.replace("\n", "")))
    sys.path.insert(0, archive)
    assert pkgutil.find_loader("wheelhouse_installer") is not None
    from wheelhouse_installer import main

    sys.exit(main(sys.argv[1:]))


def main():
    folder = tempfile.mkdtemp()
    try:
        bootstrap(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


DATA = """
BLOB
"""

if __name__ == "__main__":
    main()
`.replace(
        'BLOB',
        wrapped(
          zip([
            {
              name: 'wheelhouse_installer.py',
              content:
                'import os\n\n\ndef main(arguments):\n    os.makedirs(arguments[1], exist_ok=True)\n    return 0\n',
            },
            { name: 'table.bin', content: randomBytes(304, 30_000) },
          ]).toString('base64'),
        ),
      ),
      'bootstrap_wheelhouse.py': '"""Sets up a wheelhouse from one file."""\n\n__version__ = "24.3.1"\n',
    }),
  },
]);
