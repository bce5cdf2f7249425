import { sdists } from '../archives';
import { src } from '../benign-case';

const setup = (name: string, version: string, extra = ''): string =>
  `from setuptools import find_packages, setup\n\nsetup(\n    name="${name}",\n    version="${version}",\n    packages=find_packages(exclude=["tests*"]),\n${extra})\n`;

const script = (line: string): string => `    entry_points={"console_scripts": ["${line}"]},\n`;

export const TOOL_SDISTS = sdists('tools that touch much', [
  {
    why: 'Loads .env into os.environ, and can run a command with the result.',
    name: 'dotvars',
    version: '1.1.1',
    summary: 'Loads .env files.',
    author: 'Theo Blanc <theo@dotvars.example>',
    usage: `from dotvars import load\n\nload()`,
    files: {
      'setup.py': setup('dotvars', '1.1.1', script('dotvars = dotvars.cli:main')),
      'dotvars/__init__.py': src`
"""Loads .env files."""
import os
import re
from pathlib import Path

LINE = re.compile(r"^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*$")


def values(path=".env"):
    found = {}
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        if match := LINE.match(line):
            name, raw = match.groups()
            found[name] = os.path.expandvars(raw.strip("'\""))
    return found


def load(path=".env", override=False):
    for name, value in values(path).items():
        if override or name not in os.environ:
            os.environ[name] = value
`,
      'dotvars/cli.py': src`
import os
import subprocess
import sys

from . import values


def main():
    sys.exit(subprocess.call(sys.argv[1:], env={**os.environ, **values()}))
`,
      'tests/test_values.py':
        'from dotvars import values\n\n\ndef test_values(tmp_path):\n    path = tmp_path / ".env"\n    path.write_text("A=1\\nexport B=\'x\'\\n")\n    assert values(path) == {"A": "1", "B": "x"}\n',
    },
  },
  {
    why: 'Backs up the home folder to a server of the user, leaving out what the user names.',
    name: 'coldstore-backup',
    version: '2.2.6',
    summary: 'Encrypted archives of your home folder.',
    author: 'Coldstore <dev@coldstore.example>',
    usage: `coldstore push --to https://nas.home.test/backup`,
    requires: ['cryptography>=42'],
    files: {
      'setup.py': setup('coldstore-backup', '2.2.6', script('coldstore = coldstore_backup.cli:main')),
      'coldstore_backup/__init__.py': '__version__ = "2.2.6"\n',
      'coldstore_backup/archive.py': src`
import fnmatch
import io
import tarfile
from pathlib import Path

EXCLUDED = [".cache/*", "*/node_modules/*", "*.tmp", ".local/share/Trash/*"]


def archive(root=Path.home(), excluded=EXCLUDED):
    def keep(member):
        return None if any(fnmatch.fnmatch(member.name, pattern) for pattern in excluded) else member

    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:xz") as tar:
        tar.add(root, arcname=".", filter=keep)
    return buffer.getvalue()
`,
      'coldstore_backup/cli.py': src`
import argparse
import base64
import getpass
import hashlib
import os
import platform
import time
import urllib.request

from .archive import archive


def main():
    from cryptography.fernet import Fernet

    parser = argparse.ArgumentParser(prog="coldstore")
    parser.add_argument("command", choices=["push"])
    parser.add_argument("--to", required=True)
    arguments = parser.parse_args()
    salt = os.urandom(16)
    key = hashlib.scrypt(getpass.getpass().encode(), salt=salt, n=2**14, r=8, p=1, dklen=32)
    sealed = salt + Fernet(base64.urlsafe_b64encode(key)).encrypt(archive())
    name = f"{platform.node()}-{time.strftime('%Y%m%d')}.cold"
    urllib.request.urlopen(urllib.request.Request(f"{arguments.to}/{name}", sealed, method="PUT"), timeout=3600)
    print(f"pushed {len(sealed)} bytes as {name}")
`,
    },
  },
  {
    why: 'Reads cookies of the user’s own browser profile to test sites behind a login, and asks before it does.',
    name: 'cookiejar-import',
    version: '0.9.1',
    summary: 'Cookies of your browser for your tests.',
    author: 'Cookiejar <dev@cookiejar-import.example>',
    usage: `from cookiejar_import import firefox\n\nsession.cookies = firefox("staging.shop.test")`,
    files: {
      'setup.py': setup('cookiejar-import', '0.9.1'),
      'cookiejar_import/__init__.py': 'from .firefox import firefox\n\n__all__ = ["firefox"]\n',
      'cookiejar_import/firefox.py': src`
import configparser
import shutil
import sqlite3
import tempfile
from http.cookiejar import Cookie, CookieJar
from pathlib import Path

from .consent import agreed


def _profile(root=Path.home() / ".mozilla" / "firefox"):
    parser = configparser.ConfigParser()
    parser.read(root / "profiles.ini")
    return next(root / parser[name]["Path"] for name in parser.sections() if parser[name].get("Default") == "1")


def firefox(domain):
    """Cookies of one domain only; the database is copied because the browser holds a lock on it."""
    if not agreed(domain):
        raise PermissionError("not agreed to")
    jar = CookieJar()
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copy(_profile() / "cookies.sqlite", folder)
        rows = sqlite3.connect(copy).execute("SELECT name, value, path FROM moz_cookies WHERE host LIKE ?", (f"%{domain}",))
        for name, value, path in rows:
            jar.set_cookie(Cookie(0, name, value, None, False, domain, True, False, path, True, True, None, False, None, None, {}))
    return jar
`,
      'cookiejar_import/consent.py':
        'def agreed(domain):\n    return input(f"Read cookies of {domain} from your browser? [y/N] ").strip().lower() == "y"\n',
    },
  },
  {
    why: 'A pure-Python DNS library: it builds packets and asks for TXT, as DNS libraries do.',
    name: 'namequest',
    version: '3.4.0',
    summary: 'DNS without dependencies.',
    author: 'Namequest <dev@namequest.example>',
    usage: `from namequest import ask\n\nask("namequest.example", "TXT")`,
    files: {
      'pyproject.toml':
        '[build-system]\nrequires = ["poetry-core>=2"]\nbuild-backend = "poetry.core.masonry.api"\n\n[project]\nname = "namequest"\nversion = "3.4.0"\n',
      'namequest/__init__.py': src`
"""DNS without dependencies."""
import secrets
import socket

from .packet import decode, encode


def servers(path="/etc/resolv.conf"):
    with open(path, encoding="utf-8") as file:
        return [line.split()[1] for line in file if line.startswith("nameserver")]


def ask(name, kind="A", server=None, timeout=2.0):
    number = secrets.randbelow(1 << 16)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.settimeout(timeout)
        line.sendto(encode(number, name, kind), (server or servers()[0], 53))
        return decode(number, line.recv(4096))
`,
      'namequest/packet.py': src`
import struct

KINDS = {"A": 1, "NS": 2, "CNAME": 5, "MX": 15, "TXT": 16, "AAAA": 28, "SRV": 33}


def encode(number, name, kind):
    labels = b"".join(bytes([len(label)]) + label.encode("idna") for label in name.rstrip(".").split("."))
    return struct.pack("!6H", number, 0x0100, 1, 0, 0, 0) + labels + struct.pack("!xHH", KINDS[kind], 1)


def decode(number, packet):
    answered, _, _, count, _, _ = struct.unpack("!6H", packet[:12])
    if answered != number:
        raise ValueError("an answer to another question")
    at = packet.index(0, 12) + 5
    records = []
    for _ in range(count):
        _, _, _, length = struct.unpack("!HHIH", packet[at + 2:at + 12])
        records.append(packet[at + 12:at + 12 + length])
        at += 12 + length
    return records
`,
    },
  },
]);
