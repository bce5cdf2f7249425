"""Builds the sdist in the current folder into a wheel, as a frontend does (PEP 517), or runs its setup.py without a backend.

python3 build.py OUT
"""
import importlib
import os
import runpy
import sys
import tomllib

out = sys.argv[1]
os.makedirs(out, exist_ok=True)
system = {}
if os.path.exists("pyproject.toml"):
    with open("pyproject.toml", "rb") as file:
        system = tomllib.load(file).get("build-system", {})
sys.path[:0] = [os.path.join(os.getcwd(), part) for part in system.get("backend-path", [])]
name = system.get("build-backend", "setuptools.build_meta:__legacy__")
module, _, attribute = name.partition(":")
try:
    backend = importlib.import_module(module)
except ModuleNotFoundError:
    if not os.path.exists("setup.py"):
        raise
    # No backend is at hand: what setup.py does before it asks for one is seen all the same.
    sys.path.insert(0, os.getcwd())
    sys.argv = ["setup.py", "bdist_wheel", "--dist-dir", out]
    runpy.run_path("setup.py", run_name="__main__")
else:
    for part in filter(None, attribute.split(".")):
        backend = getattr(backend, part)
    backend.build_wheel(out)
