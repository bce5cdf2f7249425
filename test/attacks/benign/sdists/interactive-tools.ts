import { sdists } from '../archives';
import { src } from '../benign-case';

const setup = (name: string, version: string, extra = ''): string =>
  `from setuptools import find_packages, setup\n\nsetup(\n    name="${name}",\n    version="${version}",\n    packages=find_packages(exclude=["tests*"]),\n${extra})\n`;

const script = (line: string): string => `    entry_points={"console_scripts": ["${line}"]},\n`;

export const INTERACTIVE_TOOL_SDISTS = sdists('tools that touch much', [
  {
    why: 'A REPL with magic commands: exec, eval and shell lines typed by its user.',
    name: 'tinyshellpy',
    version: '0.7.7',
    summary: 'A small interactive Python.',
    author: 'Tinyshell <dev@tinyshellpy.example>',
    usage: `python -m tinyshellpy`,
    files: {
      'pyproject.toml':
        '[build-system]\nrequires = ["flit_core>=3.11"]\nbuild-backend = "flit_core.buildapi"\n\n[project]\nname = "tinyshellpy"\nversion = "0.7.7"\n',
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
