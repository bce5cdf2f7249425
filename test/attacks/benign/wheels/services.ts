import { wheels } from '../archives';
import { src } from '../benign-case';

export const SERVICE_WHEELS = wheels('services, credentials and tools', [
  {
    why: 'An error reporter: hooks sys.excepthook and sends stack and machine facts to the address its user sets.',
    name: 'faultline-sdk',
    version: '2.19.0',
    summary: 'Reports errors to your Faultline.',
    author: 'Faultline <sdk@faultline.example>',
    usage: `import faultline_sdk\n\nfaultline_sdk.init(dsn="https://key@errors.faultline.example/1")`,
    requires: ['urllib3>=2'],
    files: {
      'faultline_sdk/__init__.py': src`
"""Error reports."""
import atexit
import os
import sys

from .event import event_from
from .transport import Transport

VERSION = "2.19.0"
_transport = None


def init(dsn=None, release=None, before_send=lambda event: event):
    global _transport
    dsn = dsn or os.environ.get("FAULTLINE_DSN")
    if not dsn:
        return
    _transport = Transport(dsn)
    previous = sys.excepthook

    def hook(kind, error, trace):
        _transport.send(before_send(event_from(error, release)))
        previous(kind, error, trace)

    sys.excepthook = hook
    atexit.register(_transport.flush)


def capture_exception(error):
    if _transport:
        _transport.send(event_from(error, None))
`,
      'faultline_sdk/event.py': src`
import platform
import socket
import sys
import traceback

HIDDEN = ("password", "secret", "token", "authorization", "cookie")


def event_from(error, release):
    frames = [
        {"file": frame.filename, "line": frame.lineno, "function": frame.name, "text": frame.line}
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    return {
        "message": repr(error),
        "frames": frames,
        "release": release,
        "server_name": socket.gethostname(),
        "runtime": {"python": platform.python_version(), "os": platform.platform()},
        "modules": sorted(sys.modules),
    }
`,
      'faultline_sdk/transport.py': src`
import json
import queue
import threading
import zlib
from urllib.parse import urlsplit


class Transport:
    """Sends in a thread of its own; events are dropped when the queue is full."""

    def __init__(self, dsn):
        parts = urlsplit(dsn)
        self.url = f"{parts.scheme}://{parts.hostname}/api{parts.path}/envelope/"
        self.headers = {"X-Faultline-Key": parts.username, "Content-Encoding": "deflate"}
        self.queue = queue.Queue(maxsize=100)
        threading.Thread(target=self._work, daemon=True).start()

    def send(self, event):
        try:
            self.queue.put_nowait(event)
        except queue.Full:
            pass

    def flush(self):
        self.queue.join()

    def _work(self):
        import urllib3

        pool = urllib3.PoolManager()
        while True:
            body = zlib.compress(json.dumps(self.queue.get()).encode())
            try:
                pool.request("POST", self.url, body=body, headers=self.headers, timeout=5)
            finally:
                self.queue.task_done()
`,
    },
  },
  {
    why: 'A cloud SDK resolves credentials in the order that its users know: environment, shared file, metadata service.',
    name: 'skystore',
    version: '1.35.0',
    summary: 'Client of Skystore object storage.',
    author: 'Skystore <sdk@skystore.example>',
    licence: 'Apache-2.0',
    usage: `import skystore\n\nskystore.client().put("bucket", "key", b"data")`,
    files: {
      'skystore/__init__.py': `from .client import client\n\n__all__ = ["client"]\n`,
      'skystore/credentials.py': src`
import configparser
import json
import os
import urllib.request
from pathlib import Path
from typing import NamedTuple, Optional


class Credentials(NamedTuple):
    key: str
    secret: str
    token: Optional[str] = None


def from_environment():
    if "AWS_ACCESS_KEY_ID" in os.environ:
        return Credentials(os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"], os.environ.get("AWS_SESSION_TOKEN"))


def from_shared_file(profile="default"):
    path = Path(os.environ.get("AWS_SHARED_CREDENTIALS_FILE", "~/.aws/credentials")).expanduser()
    parser = configparser.ConfigParser()
    if parser.read(path) and profile in parser:
        return Credentials(parser[profile]["aws_access_key_id"], parser[profile]["aws_secret_access_key"])


def from_metadata(base="http://169.254.169.254/latest"):
    request = urllib.request.Request(f"{base}/api/token", method="PUT", headers={"X-aws-ec2-metadata-token-ttl-seconds": "60"})
    try:
        token = urllib.request.urlopen(request, timeout=1).read().decode()
        path = f"{base}/meta-data/iam/security-credentials/"
        header = {"X-aws-ec2-metadata-token": token}
        role = urllib.request.urlopen(urllib.request.Request(path, headers=header), timeout=1).read().decode()
        answer = json.load(urllib.request.urlopen(urllib.request.Request(path + role, headers=header), timeout=1))
    except OSError:
        return None
    return Credentials(answer["AccessKeyId"], answer["SecretAccessKey"], answer["Token"])


def resolve():
    for source in (from_environment, from_shared_file, from_metadata):
        if found := source():
            return found
    raise RuntimeError("no credentials")
`,
      'skystore/client.py': src`
import datetime
import hashlib
import hmac
import os
import urllib.request

from .credentials import resolve


class Client:
    def __init__(self, endpoint, credentials):
        self.endpoint, self.credentials = endpoint, credentials

    def put(self, bucket, key, data):
        stamp = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
        text = "\n".join(["PUT", f"/{bucket}/{key}", stamp, hashlib.sha256(data).hexdigest()])
        signature = hmac.new(self.credentials.secret.encode(), text.encode(), hashlib.sha256).hexdigest()
        headers = {"X-Date": stamp, "Authorization": f"SKY {self.credentials.key}:{signature}"}
        request = urllib.request.Request(f"{self.endpoint}/{bucket}/{key}", data, headers, method="PUT")
        return urllib.request.urlopen(request, timeout=60).status


def client(endpoint=None):
    return Client(endpoint or os.environ.get("SKYSTORE_ENDPOINT", "https://api.skystore.example"), resolve())
`,
    },
  },
  {
    why: 'A scanner for committed secrets with patterns for tokens and wallets; results are printed, nothing is sent.',
    name: 'sift-secrets',
    version: '1.5.44',
    summary: 'Finds secrets in a code base.',
    author: 'Sift <oss@sift-secrets.example>',
    licence: 'Apache-2.0',
    usage: `sift-secrets scan .`,
    entryPoints: '[console_scripts]\nsift-secrets = sift_secrets.cli:main\n',
    files: {
      'sift_secrets/__init__.py': `__version__ = "1.5.44"\n`,
      'sift_secrets/rules.py': src`
import re

RULES = {
    "aws-key": re.compile(r"(?:A3T[A-Z0-9]|AKIA|ASIA)[A-Z0-9]{16}"),
    "github": re.compile(r"gh[pousr]_[A-Za-z0-9_]{36,255}"),
    "pypi-token": re.compile(r"pypi-AgE[A-Za-z0-9_-]{50,}"),
    "discord-token": re.compile(r"[MNO][a-zA-Z\d_-]{23,25}\.[a-zA-Z\d_-]{6}\.[a-zA-Z\d_-]{27}"),
    "telegram-bot": re.compile(r"\d{8,10}:AA[\w-]{33}"),
    "bitcoin-wif": re.compile(r"\b[5KL][1-9A-HJ-NP-Za-km-z]{50,51}\b"),
    "private-key": re.compile(r"-----BEGIN (?:RSA|EC|DSA|OPENSSH|PGP) PRIVATE KEY"),
    "basic-auth": re.compile(r"://[^\s:/]+:([^\s@/]+)@"),
}
FILES = ("id_rsa", "id_ed25519", ".git-credentials", ".netrc", ".pypirc", "wallet.dat", "logins.json", "key4.db")
`,
      'sift_secrets/cli.py': src`
import argparse
import subprocess
from pathlib import Path

from .rules import FILES, RULES


def tracked(root):
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=True).stdout
    return [Path(root, name) for name in listing.decode().split("\0") if name]


def main():
    parser = argparse.ArgumentParser(prog="sift-secrets")
    parser.add_argument("command", choices=["scan"])
    parser.add_argument("root", default=".", nargs="?")
    found = 0
    for path in tracked(parser.parse_args().root):
        if path.name in FILES:
            print(f"{path}: a file that holds secrets")
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
            for name, rule in RULES.items():
                if rule.search(line):
                    found += 1
                    print(f"{path}:{number}: {name}")
    raise SystemExit(1 if found else 0)
`,
    },
  },
  {
    why: 'Rules that describe malware, as text, with a matcher; the strings in them are what it looks for.',
    name: 'yarrow-rules',
    version: '0.8.1',
    summary: 'Readable rules for suspicious files.',
    author: 'Yarrow <rules@yarrow.example>',
    usage: `from yarrow_rules import match\n\nmatch(b"...")`,
    files: {
      'yarrow_rules/__init__.py': src`
"""Readable rules for suspicious files."""
from importlib import resources

from .language import parse


def match(data):
    text = resources.files(__package__).joinpath("rules.yarrow").read_text("utf-8")
    return [rule.name for rule in parse(text) if rule.matches(data)]
`,
      'yarrow_rules/language.py': src`
import re
from dataclasses import dataclass


@dataclass
class Rule:
    name: str
    strings: list
    needed: int

    def matches(self, data):
        return sum(string in data for string in self.strings) >= self.needed


def parse(text):
    for name, body in re.findall(r"rule (\w+) \{(.*?)\n\}", text, re.S):
        strings = [string.encode() for string in re.findall(r'"((?:[^"\\]|\\.)*)"', body)]
        needed = re.search(r"(\d+) of them", body)
        yield Rule(name, strings, int(needed.group(1)) if needed else 1)
`,
      'yarrow_rules/rules.yarrow': src`
rule python_stealer {
  strings: "Local Storage\\leveldb" "discord" "Login Data" "CryptUnprotectData" "webhook"
  condition: 3 of them
}
rule python_dropper {
  strings: "exec(base64.b64decode(" "exec(zlib.decompress(" "marshal.loads(" "__import__('os').system("
  condition: 1 of them
}
rule reverse_shell {
  strings: "socket.socket(socket.AF_INET" "os.dup2(s.fileno()" "/bin/sh" "pty.spawn"
  condition: 3 of them
}
rule miner {
  strings: "stratum+tcp" "xmrig" "donate-level" "randomx"
  condition: 2 of them
}
`,
    },
  },
  {
    why: 'A wallet library in Python: seeds, keys and addresses, all in memory of the caller.',
    name: 'pyledger-wallet',
    version: '0.11.0',
    summary: 'Deterministic wallets.',
    author: 'Pyledger <dev@pyledger-wallet.example>',
    usage: `from pyledger_wallet import Wallet\n\nWallet.create().address(0)`,
    requires: ['cryptography>=42'],
    files: {
      'pyledger_wallet/__init__.py': `from .wallet import Wallet\n\n__all__ = ["Wallet"]\n`,
      'pyledger_wallet/wallet.py': src`
import hashlib
import hmac
import json
import secrets
from pathlib import Path

from .base58 import encode_check
from .vault import open_vault, seal_vault


class Wallet:
    def __init__(self, seed):
        self.seed = seed

    @classmethod
    def create(cls):
        return cls(secrets.token_bytes(32))

    @classmethod
    def load(cls, password, path=Path.home() / ".pyledger" / "wallet.json"):
        return cls(open_vault(json.loads(path.read_text()), password))

    def save(self, password, path=Path.home() / ".pyledger" / "wallet.json"):
        path.parent.mkdir(mode=0o700, exist_ok=True)
        path.write_text(json.dumps(seal_vault(self.seed, password)))

    def private_key(self, index):
        return hmac.new(self.seed, index.to_bytes(4, "big"), hashlib.sha512).digest()[:32]

    def address(self, index):
        digest = hashlib.sha256(self.private_key(index)).digest()
        return encode_check(b"\x1e" + hashlib.sha256(digest).digest()[:20])
`,
      'pyledger_wallet/base58.py': src`
import hashlib

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def encode_check(data):
    data += hashlib.sha256(hashlib.sha256(data).digest()).digest()[:4]
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        text = ALPHABET[rest] + text
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + text
`,
      'pyledger_wallet/vault.py': src`
import hashlib
import os


def _key(password, salt):
    return hashlib.scrypt(password.encode(), salt=salt, n=2**14, r=8, p=1, dklen=32)


def seal_vault(seed, password):
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = os.urandom(16), os.urandom(12)
    sealed = AESGCM(_key(password, salt)).encrypt(nonce, seed, None)
    return {"salt": salt.hex(), "nonce": nonce.hex(), "sealed": sealed.hex()}


def open_vault(vault, password):
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce, sealed = (bytes.fromhex(vault[name]) for name in ("salt", "nonce", "sealed"))
    return AESGCM(_key(password, salt)).decrypt(nonce, sealed, None)
`,
    },
  },
  {
    why: 'Runs commands on hosts over SSH with the keys of its user; host keys are checked.',
    name: 'sshfleet',
    version: '3.2.3',
    summary: 'Commands on many hosts over SSH.',
    author: 'Sshfleet <dev@sshfleet.example>',
    usage: `from sshfleet import Fleet\n\nFleet(["web1", "web2"]).run("uptime")`,
    requires: ['paramiko>=3.4'],
    files: {
      'sshfleet/__init__.py': `from .fleet import Fleet\n\n__all__ = ["Fleet"]\n`,
      'sshfleet/fleet.py': src`
from concurrent.futures import ThreadPoolExecutor

from .config import lookup, private_keys


class Fleet:
    def __init__(self, hosts):
        self.hosts = hosts

    def run(self, command):
        with ThreadPoolExecutor(max_workers=16) as pool:
            return dict(zip(self.hosts, pool.map(lambda host: self._run(host, command), self.hosts)))

    def _run(self, host, command):
        import paramiko

        options = lookup(host)
        client = paramiko.SSHClient()
        client.load_system_host_keys()
        client.set_missing_host_key_policy(paramiko.RejectPolicy())
        client.connect(options.get("hostname", host), username=options.get("user"), key_filename=private_keys(options))
        try:
            _, out, error = client.exec_command(command, timeout=60)
            return out.read().decode() or error.read().decode()
        finally:
            client.close()
`,
      'sshfleet/config.py': src`
from pathlib import Path

SSH = Path.home() / ".ssh"


def lookup(host):
    import paramiko

    path = SSH / "config"
    return paramiko.SSHConfig.from_path(path).lookup(host) if path.exists() else {}


def private_keys(options):
    named = options.get("identityfile", [])
    return named or [str(path) for name in ("id_ed25519", "id_ecdsa", "id_rsa") if (path := SSH / name).exists()]
`,
    },
  },
  {
    why: 'Chat notifications through Discord-like webhooks that the caller configures, with a decorator for long jobs.',
    name: 'jobbell',
    version: '1.1.9',
    summary: 'Rings a chat when a long job ends.',
    author: 'Gil Peretz <gil@jobbell.example>',
    usage: `from jobbell import rings\n\n\n@rings("https://discord.chat.example/api/webhooks/1/abc")\ndef train():\n    ...`,
    files: {
      'jobbell/__init__.py': src`
"""Rings a chat when a long job ends."""
import functools
import getpass
import socket
import time
import traceback

from .send import send


def rings(webhook):
    def wrap(job):
        @functools.wraps(job)
        def run(*args, **kwargs):
            where, start = f"{getpass.getuser()}@{socket.gethostname()}", time.time()
            try:
                result = job(*args, **kwargs)
            except Exception:
                send(webhook, f"{job.__name__} failed on {where}:\n{traceback.format_exc()[-1500:]}")
                raise
            send(webhook, f"{job.__name__} finished on {where} in {time.time() - start:.0f} s")
            return result

        return run

    return wrap
`,
      'jobbell/send.py': src`
import json
import urllib.request


def send(webhook, text):
    body = json.dumps({"content": text[:2000], "username": "jobbell"}).encode()
    request = urllib.request.Request(webhook, body, {"Content-Type": "application/json", "User-Agent": "jobbell/1.1"})
    with urllib.request.urlopen(request, timeout=10) as response:
        return response.status
`,
    },
  },
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
