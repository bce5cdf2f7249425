import { wheels } from '../archives';
import { src } from '../benign-case';

export const REPORTER_WHEELS = wheels('services, credentials and tools', [
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
]);
