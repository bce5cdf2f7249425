import { wheels } from '../archives';
import { src } from '../benign-case';

export const FORMATTER_WHEELS = wheels('formatters and configuration', [
  {
    why: 'Formats notebooks by piping their cells through a formatter in a child process.',
    name: 'nbtidy',
    version: '1.9.0',
    summary: 'Formats the cells of notebooks.',
    author: 'Nbtidy <dev@nbtidy.example>',
    usage: `nbtidy analysis.ipynb`,
    entryPoints: '[console_scripts]\nnbtidy = nbtidy.main:main\n',
    files: {
      'nbtidy/__init__.py': '__version__ = "1.9.0"\n',
      'nbtidy/main.py': src`
import json
import sys
from pathlib import Path

from .run import tidy


def main():
    for name in sys.argv[1:]:
        path = Path(name)
        notebook = json.loads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                cell["source"] = tidy("".join(cell["source"])).splitlines(keepends=True)
        path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
`,
      'nbtidy/run.py': src`
import os
import shutil
import subprocess
import sys


def tidy(source):
    if source.lstrip().startswith(("%", "!")):
        return source
    command = os.environ.get("NBTIDY_COMMAND", "").split() or [shutil.which("black") or sys.executable, "-q", "-"]
    done = subprocess.run(command, input=source, capture_output=True, text=True, timeout=30)
    return done.stdout.rstrip("\n") if done.returncode == 0 else source
`,
    },
  },
  {
    why: 'Merges configuration from files, environment and Python scripts, which it runs with runpy.',
    name: 'layercfg',
    version: '3.0.1',
    summary: 'Configuration in layers.',
    author: 'Layercfg <dev@layercfg.example>',
    usage: `from layercfg import Layers\n\nLayers("myapp").load()["database"]["url"]`,
    generator: 'poetry-core 2.1.3',
    files: {
      'layercfg/__init__.py': 'from .layers import Layers\n\n__all__ = ["Layers"]\n',
      'layercfg/layers.py': src`
import json
import os
import runpy
from pathlib import Path

from .merge import merge


class Layers:
    """Later layers win: system, user, project, environment."""

    def __init__(self, name):
        self.name = name

    def files(self):
        yield Path("/etc") / f"{self.name}.json"
        yield Path.home() / ".config" / f"{self.name}.json"
        yield Path.cwd() / f"{self.name}.json"
        yield Path.cwd() / f"{self.name}_config.py"

    def load(self):
        config = {}
        for path in filter(Path.exists, self.files()):
            if path.suffix == ".py":
                found = {key.lower(): value for key, value in runpy.run_path(str(path)).items() if key.isupper()}
            else:
                found = json.loads(path.read_text(encoding="utf-8"))
            config = merge(config, found)
        for key, value in os.environ.items():
            if key.startswith(f"{self.name.upper()}_"):
                config = merge(config, {key[len(self.name) + 1:].lower(): value})
        return config
`,
      'layercfg/merge.py':
        'def merge(low, high):\n    both = {**low, **high}\n    for key in low.keys() & high.keys():\n        if isinstance(low[key], dict) and isinstance(high[key], dict):\n            both[key] = merge(low[key], high[key])\n    return both\n',
    },
  },
]);
