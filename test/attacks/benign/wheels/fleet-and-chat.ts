import { wheels } from '../archives';
import { src } from '../benign-case';

export const FLEET_WHEELS = wheels('services, credentials and tools', [
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
]);
