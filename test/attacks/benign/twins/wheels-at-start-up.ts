import { wheels } from '../archives';
import { src } from '../benign-case';

export const START_UP_TWINS = wheels('benign twins', [
  {
    twinOf: 'litellm',
    why: 'Starts measuring coverage in subprocesses only where a variable asks for it; the systemd unit is printed for the administrator.',
    name: 'meterproxy',
    version: '1.80.2',
    summary: 'A metering proxy in front of language model APIs, with coverage of its workers.',
    author: 'Meterproxy Maintainers <oss@meterproxy.example>',
    usage: `meterproxy serve --port 4000\nmeterproxy unit > ~/.config/systemd/user/meterproxy.service`,
    requires: ['coverage>=7; extra == "dev"'],
    entryPoints: '[console_scripts]\nmeterproxy = meterproxy.cli:main\n',
    files: {
      'meterproxy_coverage.pth': `import os; os.environ.get("METERPROXY_COVERAGE") and __import__("coverage").process_startup()\n`,
      'meterproxy/__init__.py': `"""Metering proxy."""\n\n__version__ = "1.80.2"\n`,
      'meterproxy/cli.py': src`
import argparse
import sys

from .server import serve

UNIT = """[Unit]
Description=Metering proxy
After=network.target

[Service]
ExecStart={python} -m meterproxy serve --port {port}
Restart=on-failure

[Install]
WantedBy=default.target
"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="meterproxy")
    parser.add_argument("command", choices=["serve", "unit"])
    parser.add_argument("--port", type=int, default=4000)
    arguments = parser.parse_args()
    if arguments.command == "unit":
        print(UNIT.format(python=sys.executable, port=arguments.port), end="")
    else:
        serve(arguments.port)
`,
      'meterproxy/__main__.py': `from .cli import main\n\nmain()\n`,
      'meterproxy/server.py': src`
import json
import os
import urllib.request
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

USED = Counter()


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        request = urllib.request.Request(
            os.environ["METERPROXY_UPSTREAM"] + self.path,
            body,
            {"Authorization": f"Bearer {os.environ['METERPROXY_KEY']}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=120) as response:
            answer = response.read()
        USED[self.headers.get("X-Team", "nobody")] += json.loads(answer).get("usage", {}).get("total_tokens", 0)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(answer)


def serve(port: int) -> None:
    ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()
`,
    },
  },
  {
    twinOf: 'hades',
    why: 'The .pth puts an import shim for old module names in place; it starts nothing and fetches nothing.',
    name: 'oldnames-setup',
    version: '1.2.0',
    summary: 'Keeps imports of the old module names working, with a warning.',
    author: 'Rui Costa <rui@oldnames.example>',
    usage: `import legacy_plots  # warns, and gives you plots`,
    files: {
      'oldnames-setup.pth': `import os; var = 'OLDNAMES_DISABLE'; enabled = os.environ.get(var, '0') == '0'; enabled and __import__('_oldnames').install();\n`,
      '_oldnames/__init__.py': src`
"""Finds modules by their old names."""
import importlib
import importlib.abc
import importlib.util
import sys
import warnings

from ._table import RENAMED


class _Loader(importlib.abc.Loader):
    def __init__(self, target):
        self.target = target

    def create_module(self, spec):
        warnings.warn(f"{spec.name} is now {self.target}", DeprecationWarning, stacklevel=3)
        return importlib.import_module(self.target)

    def exec_module(self, module):
        """The target has run already."""


class _Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, fullname, path=None, target=None):
        new = RENAMED.get(fullname)
        return importlib.util.spec_from_loader(fullname, _Loader(new)) if new else None


def install():
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.append(_Finder())
`,
      '_oldnames/_table.py': `RENAMED = {"legacy_plots": "plots", "legacy_tables": "tables.compat", "plotutils": "plots.tools"}\n`,
    },
  },
]);
