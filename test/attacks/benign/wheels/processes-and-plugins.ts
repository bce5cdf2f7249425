import { wheels } from '../archives';
import { src } from '../benign-case';

export const PROCESS_WHEELS = wheels('services, credentials and tools', [
  {
    why: 'A supervisor: double fork, pid file, signals and restarts are how a daemon is made.',
    name: 'wardend',
    version: '4.2.5',
    summary: 'Supervises processes.',
    author: 'Wardend <dev@wardend.example>',
    usage: `wardend -c wardend.ini`,
    entryPoints: '[console_scripts]\nwardend = wardend.main:main\n',
    files: {
      'wardend/__init__.py': `__version__ = "4.2.5"\n`,
      'wardend/daemon.py': src`
import os
import sys


def daemonize(pid_file):
    """Leaves the terminal: Stevens, Advanced Programming in the UNIX Environment, chapter 13."""
    if os.fork():
        os._exit(0)
    os.setsid()
    if os.fork():
        os._exit(0)
    os.chdir("/")
    os.umask(0o022)
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        os.dup2(null, stream.fileno())
    with open(pid_file, "w") as file:
        file.write(str(os.getpid()))
`,
      'wardend/main.py': src`
import argparse
import configparser
import shlex
import signal
import subprocess
import time

from .daemon import daemonize


def main():
    parser = argparse.ArgumentParser(prog="wardend")
    parser.add_argument("-c", required=True)
    parser.add_argument("-n", action="store_true", help="stay in the foreground")
    arguments = parser.parse_args()
    config = configparser.ConfigParser()
    config.read(arguments.c)
    if not arguments.n:
        daemonize(config["wardend"]["pidfile"])
    programs = {name: shlex.split(config[name]["command"]) for name in config.sections() if name.startswith("program:")}
    running = {}
    signal.signal(signal.SIGTERM, lambda *_: [process.terminate() for process in running.values()] and exit(0))
    while True:
        for name, command in programs.items():
            if name not in running or running[name].poll() is not None:
                running[name] = subprocess.Popen(command, start_new_session=True)
        time.sleep(1)
`,
    },
  },
  {
    why: 'A pytest plugin: pytest loads it by entry point in every run, and it blocks the network in tests.',
    name: 'pytest-nosockets',
    version: '0.7.0',
    summary: 'No network in tests.',
    author: 'Rachel Cohen <rachel@nosockets.example>',
    usage: `pytest --no-sockets`,
    requires: ['pytest>=8'],
    entryPoints: '[pytest11]\nnosockets = pytest_nosockets.plugin\n',
    files: {
      'pytest_nosockets/__init__.py': `"""No network in tests."""\n`,
      'pytest_nosockets/plugin.py': src`
import socket

import pytest

from .errors import SocketUsed

_real = socket.socket


class Guarded(socket.socket):
    def connect(self, address):
        if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise SocketUsed(f"a test wanted to connect to {address[0]}")
        return super().connect(address)


def pytest_addoption(parser):
    parser.getgroup("nosockets").addoption("--no-sockets", action="store_true")


@pytest.fixture(autouse=True)
def _no_sockets(request, monkeypatch):
    if request.config.getoption("--no-sockets") and not request.node.get_closest_marker("sockets"):
        monkeypatch.setattr(socket, "socket", Guarded)
`,
      'pytest_nosockets/errors.py': `class SocketUsed(RuntimeError):\n    """A test used the network."""\n`,
    },
  },
  {
    why: 'An MCP server in Python, started by the assistant that was told of it; it runs git with fixed arguments.',
    name: 'mcp-server-gitlog',
    version: '0.4.1',
    summary: 'An MCP server for the history of a repository.',
    author: 'Gitlog <dev@mcp-gitlog.example>',
    usage: `{ "mcpServers": { "gitlog": { "command": "uvx", "args": ["mcp-server-gitlog"] } } }`,
    requires: ['mcp>=1.9'],
    generator: 'hatchling 1.27.0',
    entryPoints: '[console_scripts]\nmcp-server-gitlog = mcp_server_gitlog.server:main\n',
    files: {
      'mcp_server_gitlog/__init__.py': `"""MCP server for git history."""\n`,
      'mcp_server_gitlog/server.py': src`
from mcp.server.fastmcp import FastMCP

from .git import git

server = FastMCP("gitlog")


@server.tool()
def log(repository: str, count: int = 20) -> str:
    """The last commits, one a line."""
    return git(repository, "log", f"--max-count={min(count, 200)}", "--oneline")


@server.tool()
def show(repository: str, commit: str) -> str:
    """One commit with its diff."""
    return git(repository, "show", "--stat", "--patch", commit)


def main() -> None:
    server.run()
`,
      'mcp_server_gitlog/git.py': src`
import re
import subprocess


def git(repository, *arguments):
    if any(argument.startswith("-") for argument in arguments[-1:] if re.fullmatch(r"-[^=]*", argument)):
        raise ValueError("not a commit")
    done = subprocess.run(["git", "-C", repository, *arguments], capture_output=True, text=True, timeout=30)
    return done.stdout if done.returncode == 0 else done.stderr
`,
    },
  },
]);
