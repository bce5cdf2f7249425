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
      'tests/test_values.py': 'from dotvars import values\n\n\ndef test_values(tmp_path):\n    path = tmp_path / ".env"\n    path.write_text("A=1\\nexport B=\'x\'\\n")\n    assert values(path) == {"A": "1", "B": "x"}\n',
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
      'cookiejar_import/consent.py': 'def agreed(domain):\n    return input(f"Read cookies of {domain} from your browser? [y/N] ").strip().lower() == "y"\n',
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
      'pyproject.toml': '[build-system]\nrequires = ["poetry-core>=2"]\nbuild-backend = "poetry.core.masonry.api"\n\n[project]\nname = "namequest"\nversion = "3.4.0"\n',
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
  {
    why: 'A REPL with magic commands: exec, eval and shell lines typed by its user.',
    name: 'tinyshellpy',
    version: '0.7.7',
    summary: 'A small interactive Python.',
    author: 'Tinyshell <dev@tinyshellpy.example>',
    usage: `python -m tinyshellpy`,
    files: {
      'pyproject.toml': '[build-system]\nrequires = ["flit_core>=3.11"]\nbuild-backend = "flit_core.buildapi"\n\n[project]\nname = "tinyshellpy"\nversion = "0.7.7"\n',
      'tinyshellpy/__init__.py': '"""A small interactive Python."""\n\n__version__ = "0.7.7"\n',
      'tinyshellpy/__main__.py': src`
import atexit
import code
import os
import readline
import runpy
from pathlib import Path

from .magic import MAGIC

HISTORY = Path.home() / ".tinyshell_history"


class Shell(code.InteractiveConsole):
    def push(self, line, *rest):
        if line.startswith("%"):
            name, _, argument = line[1:].partition(" ")
            return MAGIC[name](self, argument) or False
        return super().push(line, *rest)


if HISTORY.exists():
    readline.read_history_file(HISTORY)
atexit.register(readline.write_history_file, HISTORY)
startup = os.environ.get("PYTHONSTARTUP")
shell = Shell(runpy.run_path(startup) if startup else {})
shell.interact("tinyshell")
`,
      'tinyshellpy/magic.py': src`
import subprocess
import time


def _time(shell, argument):
    start = time.perf_counter()
    exec(compile(argument, "<magic>", "exec"), shell.locals)
    print(f"{time.perf_counter() - start:.6f} s")


MAGIC = {
    "time": _time,
    "sh": lambda shell, argument: print(subprocess.run(argument, shell=True, text=True, capture_output=True).stdout),
    "load": lambda shell, argument: exec(open(argument).read(), shell.locals),
}
`,
    },
  },
  {
    why: 'An update check that asks its own page once a day in a thread and only prints a line.',
    name: 'freshcheck',
    version: '2.1.0',
    summary: 'Tells users of your command about newer versions.',
    author: 'Freshcheck <dev@freshcheck.example>',
    usage: `from freshcheck import notice\n\nnotice("mycommand", "1.0")`,
    files: {
      'setup.py': setup('freshcheck', '2.1.0'),
      'freshcheck/__init__.py': src`
"""Tells users of your command about newer versions."""
import json
import os
import sys
import threading
import time

from .state import read, write


def _ask(name, base):
    from urllib.request import urlopen

    try:
        with urlopen(f"{base}/{name}/latest.json", timeout=3) as response:
            write(name, {"latest": json.load(response)["version"], "checked": time.time()})
    except (OSError, ValueError, KeyError):
        pass


def notice(name, version, base="https://versions.freshcheck.example"):
    if os.environ.get("FRESHCHECK_OFF") or os.environ.get("CI") or not sys.stderr.isatty():
        return
    state = read(name)
    if time.time() - state.get("checked", 0) > 86400:
        threading.Thread(target=_ask, args=(name, base), daemon=True).start()
    if state.get("latest", version) != version:
        print(f"{name} {state['latest']} is there, this is {version}", file=sys.stderr)
`,
      'freshcheck/state.py': src`
import json
from pathlib import Path

FOLDER = Path.home() / ".cache" / "freshcheck"


def read(name):
    try:
        return json.loads((FOLDER / f"{name}.json").read_text())
    except (OSError, ValueError):
        return {}


def write(name, state):
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{name}.json").write_text(json.dumps(state))
`,
    },
  },
  {
    why: 'Hosts a native messaging helper of a browser extension: the register command writes the manifest the browser asks for.',
    name: 'tabsync-host',
    version: '1.0.4',
    summary: 'Native helper of the Tabsync extension.',
    author: 'Tabsync <dev@tabsync.example>',
    usage: `tabsync-host register`,
    files: {
      'setup.py': setup('tabsync-host', '1.0.4', script('tabsync-host = tabsync_host.main:main')),
      'tabsync_host/__init__.py': '__version__ = "1.0.4"\n',
      'tabsync_host/main.py': src`
import json
import struct
import sys
from pathlib import Path

from .register import register


def read():
    (length,) = struct.unpack("=I", sys.stdin.buffer.read(4))
    return json.loads(sys.stdin.buffer.read(length))


def write(message):
    body = json.dumps(message).encode()
    sys.stdout.buffer.write(struct.pack("=I", len(body)) + body)
    sys.stdout.buffer.flush()


def main():
    if sys.argv[1:] == ["register"]:
        return register()
    store = Path.home() / ".tabsync.json"
    while True:
        message = read()
        if message["type"] == "save":
            store.write_text(json.dumps(message["tabs"]))
        write({"tabs": json.loads(store.read_text()) if store.exists() else []})
`,
      'tabsync_host/register.py': src`
import json
import shutil
from pathlib import Path

FOLDERS = [
    Path.home() / ".config" / "google-chrome" / "NativeMessagingHosts",
    Path.home() / ".mozilla" / "native-messaging-hosts",
]


def register():
    manifest = {
        "name": "example.tabsync.host",
        "description": "Tabsync",
        "path": shutil.which("tabsync-host"),
        "type": "stdio",
        "allowed_extensions": ["host@tabsync.example"],
    }
    for folder in FOLDERS:
        if folder.parent.exists():
            folder.mkdir(exist_ok=True)
            (folder / "example.tabsync.host.json").write_text(json.dumps(manifest, indent=2))
            print(f"registered in {folder}")
`,
    },
  },
]);
