import { wheels } from '../archives';
import { src } from '../benign-case';

export const START_UP_WHEELS = wheels('native code and start-up files', [
  {
    why: 'An editable installation as setuptools writes it: a .pth line that installs a finder for one folder.',
    name: 'inhouse-metrics',
    version: '0.1.0',
    summary: 'Metrics of the house, installed for editing.',
    author: 'Inhouse <dev@inhouse-metrics.example>',
    usage: `import inhouse_metrics`,
    files: {
      '__editable__.inhouse_metrics-0.1.0.pth': `import __editable___inhouse_metrics_0_1_0_finder; __editable___inhouse_metrics_0_1_0_finder.install()\n`,
      '__editable___inhouse_metrics_0_1_0_finder.py': src`
from __future__ import annotations
import sys
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import spec_from_file_location
from pathlib import Path

MAPPING: dict[str, str] = {'inhouse_metrics': '/srv/projects/metrics/src/inhouse_metrics'}
NAMESPACES: dict[str, list[str]] = {}


class _EditableFinder:  # MetaPathFinder
    @classmethod
    def find_spec(cls, fullname: str, _path=None, _target=None) -> ModuleSpec | None:
        parent, _, child = fullname.rpartition(".")
        if parent and parent in MAPPING:
            return PathFinder.find_spec(fullname, path=[MAPPING[parent]])
        if fullname in MAPPING:
            init = Path(MAPPING[fullname], "__init__.py")
            if init.exists():
                return spec_from_file_location(fullname, init)
        return None


def install():
    if not any(finder == _EditableFinder for finder in sys.meta_path):
        sys.meta_path.append(_EditableFinder)
`,
      '__editable___inhouse_metrics_0_1_0_paths.py': `ROOTS = ["/srv/projects/metrics/src"]\n`,
    },
  },
  {
    why: 'An old-style namespace package: the one-line .pth that setuptools wrote for years.',
    name: 'acmelab.storage',
    version: '1.8.0',
    summary: 'Storage of the acmelab tools.',
    author: 'Acmelab <dev@acmelab.example>',
    usage: `from acmelab.storage import Bucket`,
    generator: 'bdist_wheel (0.37.1)',
    files: {
      'acmelab.storage-1.8.0-nspkg.pth': `import sys, types, os;has_mfs = sys.version_info > (3, 5);p = os.path.join(sys._getframe(1).f_locals['sitedir'], *('acmelab',));importlib = has_mfs and __import__('importlib.util');has_mfs and __import__('importlib.machinery');m = has_mfs and sys.modules.setdefault('acmelab', importlib.util.module_from_spec(importlib.machinery.PathFinder.find_spec('acmelab', [os.path.dirname(p)])));m = m or sys.modules.setdefault('acmelab', types.ModuleType('acmelab'));mp = (m or []) and m.__dict__.setdefault('__path__',[]);(p not in mp) and mp.append(p)\n`,
      'acmelab/storage/__init__.py': `from .bucket import Bucket\n\n__all__ = ["Bucket"]\n`,
      'acmelab/storage/bucket.py': src`
from pathlib import Path


class Bucket:
    """A folder that behaves like a bucket."""

    def __init__(self, root):
        self.root = Path(root)

    def put(self, key, data):
        path = self.root / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def get(self, key):
        return (self.root / key).read_bytes()
`,
    },
  },
  {
    why: 'A debugger that attaches to child processes: sitecustomize is put on their path only while the debugger runs.',
    name: 'stepwise-debugger',
    version: '1.4.6',
    summary: 'A debugger for programs with many processes.',
    author: 'Stepwise <dev@stepwise.example>',
    usage: `python -m stepwise_debugger run app.py`,
    files: {
      'stepwise_debugger/__init__.py': `__version__ = "1.4.6"\n`,
      'stepwise_debugger/__main__.py': src`
import os
import runpy
import sys

from .listen import attach

SITE = os.path.join(os.path.dirname(__file__), "_site")


def main():
    os.environ["STEPWISE_PORT"] = str(attach())
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [SITE, os.environ.get("PYTHONPATH")]))
    sys.argv = sys.argv[2:]
    runpy.run_path(sys.argv[0], run_name="__main__")


main()
`,
      'stepwise_debugger/listen.py': src`
import json
import socket
import sys
import threading


def attach(port=0):
    """Listens on loopback; each line is a file and a line number to stop at."""
    server = socket.create_server(("127.0.0.1", port))
    stops = set()

    def serve():
        connection, _ = server.accept()
        for line in connection.makefile():
            stops.add(tuple(json.loads(line)))

    def trace(frame, event, _argument):
        if event == "line" and (frame.f_code.co_filename, frame.f_lineno) in stops:
            breakpoint()
        return trace

    threading.Thread(target=serve, daemon=True).start()
    sys.settrace(trace)
    return server.getsockname()[1]
`,
      'stepwise_debugger/_site/sitecustomize.py': src`
"""Runs at the start of child processes of a debugged program, and passes on to another sitecustomize."""
import os
import sys

if "STEPWISE_PORT" in os.environ:
    from stepwise_debugger.listen import attach

    attach(int(os.environ["STEPWISE_PORT"]) + 1)

here = os.path.dirname(__file__)
if here in sys.path:
    sys.path.remove(here)
    sys.modules.pop("sitecustomize", None)
    try:
        import sitecustomize  # noqa: F401
    except ImportError:
        pass
`,
    },
  },
  {
    why: 'Coverage of subprocesses: the .pth that starts measuring where a variable names the configuration.',
    name: 'subcover',
    version: '0.3.0',
    summary: 'Measures coverage in subprocesses.',
    author: 'Ewa Nowak <ewa@subcover.example>',
    usage: `SUBCOVER_CONFIG=pyproject.toml pytest`,
    requires: ['coverage>=7'],
    files: {
      'subcover.pth': `import os, sys;exec('if os.environ.get("SUBCOVER_CONFIG"):\\n    try:\\n        import subcover.start\\n    except Exception as error:\\n        sys.stderr.write("subcover: %r\\\\n" % (error,))')\n`,
      'subcover/__init__.py': `"""Coverage in subprocesses."""\n`,
      'subcover/start.py': src`
import atexit
import os

import coverage

measure = coverage.Coverage(config_file=os.environ["SUBCOVER_CONFIG"], data_suffix=True)
measure.start()


@atexit.register
def finish():
    measure.stop()
    measure.save()
`,
    },
  },
]);
