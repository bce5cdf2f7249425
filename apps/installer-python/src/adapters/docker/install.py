"""Installs the wheels of a lock, offline, and makes sure that exactly the lock is there afterwards.

Runs in the build container: no network, no rights, and only /opt/skill of the image to write to. No code of a
package runs: wheels are unpacked, and compiling to byte code executes nothing.
"""

import json
import os
import shutil
import subprocess
import sys

PACKAGES = "/opt/skill/site-packages"
# Beside the packages, so that files are unpacked once and linked into place.
CACHE = "/opt/skill/.cache"
UV = ["uv", "--no-config", "--offline", "--quiet"]


def uv(*arguments):
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": "/tmp",
        "UV_CACHE_DIR": CACHE,
        "UV_PYTHON_DOWNLOADS": "never",
        # Skills run on a read-only root, maybe unpacked at another time: byte code holds without looking at files' times.
        "PYC_INVALIDATION_MODE": "UNCHECKED_HASH",
        "UV_COMPILE_BYTECODE_TIMEOUT": "600",
    }
    done = subprocess.run([*UV, *arguments], env=environment, stdout=subprocess.PIPE)
    if done.returncode != 0:
        sys.exit(done.returncode)
    return done.stdout


def install():
    uv(
        "pip", "install", "--target", PACKAGES, "--python", sys.executable, "--requirements", "requirements.txt",
        "--no-index", "--find-links", "wheels", "--no-deps", "--no-build", "--require-hashes",
        "--link-mode", "hardlink", "--compile-bytecode",
    )  # fmt: skip


def check():
    with open("expected.json", encoding="utf-8") as file:
        expected = json.load(file)
    listed = json.loads(uv("pip", "list", "--target", PACKAGES, "--python", sys.executable, "--format", "json"))
    installed = {entry["name"]: entry["version"] for entry in listed}
    if installed != expected:
        sys.exit(f"What is installed is not the lock: {sorted(set(installed.items()) ^ set(expected.items()))}")


install()
check()
shutil.rmtree(CACHE)
