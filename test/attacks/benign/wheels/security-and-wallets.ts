import { wheels } from '../archives';
import { src } from '../benign-case';

export const SECURITY_WHEELS = wheels('services, credentials and tools', [
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
]);
