import { wheels } from '../archives';
import { src } from '../benign-case';

export const DYNAMIC_CODE_WHEELS = wheels('code that makes code, and data in code', [
  {
    why: 'Writes __init__ methods as text and runs them with exec, as data class libraries do for speed.',
    name: 'fieldset',
    version: '25.3.0',
    summary: 'Classes without the boilerplate.',
    author: 'Hana Suzuki <hana@fieldset.example>',
    usage: `from fieldset import define\n\n\n@define\nclass Point:\n    x: int\n    y: int = 0`,
    generator: 'hatchling 1.27.0',
    files: {
      'fieldset/__init__.py': `from ._make import define\n\n__all__ = ["define"]\n__version__ = "25.3.0"\n`,
      'fieldset/_make.py': src`
import linecache

from ._names import fields_of


def _compile(name, script, scope, filename):
    bytecode = compile(script, filename, "exec")
    eval(bytecode, scope)
    # Tracebacks and debuggers show the generated lines.
    linecache.cache[filename] = (len(script), None, script.splitlines(True), filename)
    return scope[name]


def define(cls):
    fields = fields_of(cls)
    arguments = ", ".join(f"{name}=_d_{name}" if has else name for name, has in fields)
    lines = [f"def __init__(self, {arguments}):"] + [f"    self.{name} = {name}" for name, _ in fields]
    scope = {f"_d_{name}": getattr(cls, name) for name, has in fields if has}
    cls.__init__ = _compile("__init__", "\n".join(lines), scope, f"<fieldset {cls.__qualname__}>")
    cls.__repr__ = lambda self: f"{cls.__name__}({', '.join(f'{n}={getattr(self, n)!r}' for n, _ in fields)})"
    return cls
`,
      'fieldset/_names.py': `def fields_of(cls):\n    return [(name, hasattr(cls, name)) for name in cls.__annotations__]\n`,
    },
  },
  {
    why: 'A template engine compiles templates to Python source and runs it.',
    name: 'braces-templates',
    version: '3.2.0',
    summary: 'Templates with {{ }} and {% %} for Python.',
    author: 'Pablo Reyes <pablo@braces.example>',
    usage: `from braces_templates import Template\n\nTemplate("Hello {{ name }}").render(name="Ada")`,
    files: {
      'braces_templates/__init__.py': `from .template import Template\n\n__all__ = ["Template"]\n`,
      'braces_templates/template.py': src`
from html import escape

from .compiler import to_source


class Template:
    def __init__(self, text, filename="<template>"):
        self.source = to_source(text)
        self._code = compile(self.source, filename, "exec")

    def render(self, **context):
        scope = {"__builtins__": {"range": range, "len": len, "str": str, "enumerate": enumerate}, "_escape": escape}
        scope.update(context)
        out = scope["_out"] = []
        exec(self._code, scope)
        return "".join(out)
`,
      'braces_templates/compiler.py': src`
import re

TAG = re.compile(r"(\{\{.*?\}\}|\{%.*?%\})", re.S)


def to_source(text):
    lines, depth = [], 0
    for piece in TAG.split(text):
        if piece.startswith("{{"):
            lines.append("    " * depth + f"_out.append(_escape(str({piece[2:-2].strip()})))")
        elif piece.startswith("{%"):
            statement = piece[2:-2].strip()
            if statement.startswith("end"):
                depth -= 1
            else:
                lines.append("    " * depth + statement + ":")
                depth += 1
        elif piece:
            lines.append("    " * depth + f"_out.append({piece!r})")
    return "\n".join(lines)
`,
    },
  },
  {
    why: 'Evaluates formulas by walking the syntax tree; eval never sees them.',
    name: 'safe-formula',
    version: '1.0.6',
    summary: 'Arithmetic from users, without eval.',
    author: 'Iris Janssen <iris@safe-formula.example>',
    usage: `from safe_formula import evaluate\n\nevaluate("a * (b + 1)", a=2, b=3)`,
    generator: 'flit 3.12.0',
    files: {
      'safe_formula/__init__.py': src`
"""Arithmetic from users, without eval."""
import ast

from .operators import BINARY, FUNCTIONS, UNARY

__version__ = "1.0.6"


def evaluate(text, **names):
    def walk(node):
        if isinstance(node, ast.Expression):
            return walk(node.body)
        if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
            return node.value
        if isinstance(node, ast.Name):
            return names[node.id]
        if isinstance(node, ast.BinOp):
            return BINARY[type(node.op)](walk(node.left), walk(node.right))
        if isinstance(node, ast.UnaryOp):
            return UNARY[type(node.op)](walk(node.operand))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            return FUNCTIONS[node.func.id](*map(walk, node.args))
        raise SyntaxError(f"not allowed in a formula: {type(node).__name__}")

    return walk(ast.parse(text, mode="eval"))
`,
      'safe_formula/operators.py': src`
import ast
import math
import operator

BINARY = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}
UNARY = {ast.USub: operator.neg, ast.UAdd: operator.pos}
FUNCTIONS = {"sqrt": math.sqrt, "min": min, "max": max, "round": round, "abs": abs}
`,
    },
  },
  {
    why: 'A notebook kernel: it receives cells and runs them; exec is its purpose.',
    name: 'plainkernel',
    version: '6.29.0',
    summary: 'A small kernel for notebooks.',
    author: 'Plainkernel <dev@plainkernel.example>',
    licence: 'BSD-3-Clause',
    usage: `python -m plainkernel --connection connection.json`,
    generator: 'hatchling 1.27.0',
    files: {
      'plainkernel/__init__.py': `"""A small kernel."""\n`,
      'plainkernel/__main__.py': src`
import argparse
import json

from .kernel import Kernel
from .wire import listen

parser = argparse.ArgumentParser()
parser.add_argument("--connection", required=True)
with open(parser.parse_args().connection, encoding="utf-8") as file:
    listen(json.load(file), Kernel())
`,
      'plainkernel/kernel.py': src`
import ast
import contextlib
import io
import subprocess
import traceback


class Kernel:
    def __init__(self):
        self.scope = {"__name__": "__main__"}

    def run(self, cell):
        if cell.startswith("!"):
            return subprocess.run(cell[1:], shell=True, capture_output=True, text=True).stdout
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            try:
                tree = ast.parse(cell)
                last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
                exec(compile(tree, "<cell>", "exec"), self.scope)
                if last is not None:
                    print(repr(eval(compile(ast.Expression(last.value), "<cell>", "eval"), self.scope)))
            except Exception:
                traceback.print_exc(file=out)
        return out.getvalue()
`,
      'plainkernel/wire.py': src`
import hashlib
import hmac
import json
import socket


def listen(connection, kernel):
    key = connection["key"].encode()
    with socket.create_server((connection["ip"], connection["shell_port"])) as server:
        while True:
            client, _ = server.accept()
            with client, client.makefile("rw") as lines:
                signature, body = lines.readline().split(" ", 1)
                if hmac.compare_digest(signature, hmac.new(key, body.encode(), hashlib.sha256).hexdigest()):
                    lines.write(json.dumps({"output": kernel.run(json.loads(body)["code"])}) + "\n")
`,
    },
  },
  {
    why: 'Loads plugins by entry point and by file path; importlib with a computed name is the point.',
    name: 'pluginyard',
    version: '2.0.2',
    summary: 'Plugins by entry points and from a folder.',
    author: 'Lucia Ferrari <lucia@pluginyard.example>',
    usage: `from pluginyard import Yard\n\nYard("myapp.plugins").load()`,
    entryPoints: '[pluginyard.builtin]\nclock = pluginyard.builtin.clock:Clock\n',
    files: {
      'pluginyard/__init__.py': `from .yard import Yard\n\n__all__ = ["Yard"]\n`,
      'pluginyard/yard.py': src`
import importlib
import importlib.util
import sys
from importlib.metadata import entry_points
from pathlib import Path


class Yard:
    def __init__(self, group, folder=None):
        self.group = group
        self.folder = folder and Path(folder).expanduser()

    def load(self):
        found = {point.name: point.load() for point in entry_points(group=self.group)}
        for path in sorted(self.folder.glob("*.py")) if self.folder else []:
            found[path.stem] = self._from_file(path)
        return found

    def _from_file(self, path):
        name = f"_yard_{path.stem}"
        spec = importlib.util.spec_from_file_location(name, path)
        module = sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    @staticmethod
    def by_name(dotted):
        module, _, attribute = dotted.partition(":")
        return getattr(importlib.import_module(module), attribute) if attribute else importlib.import_module(module)
`,
      'pluginyard/builtin/__init__.py': '',
      'pluginyard/builtin/clock.py': `from datetime import datetime\n\n\nclass Clock:\n    def __call__(self):\n        return datetime.now().isoformat()\n`,
    },
  },
]);
