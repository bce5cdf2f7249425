import { tarballs } from '../archives';
import { src } from '../benign-case';

export const FORMATTERS_AND_CONFIGURATION = tarballs('formatters and configuration', [
  {
    why: 'A formatter for editors: it starts the formatter of each language as a child process and pipes the text through it.',
    name: 'allformat',
    version: '3.5.1',
    summary: 'One command for the formatters you have.',
    author: 'Allformat <dev@allformat.example>',
    usage: `// in a shell\n// npx allformat --write src`,
    manifest: { bin: { allformat: 'cli.js' }, main: 'format.js' },
    files: {
      'cli.js': src`
#!/usr/bin/env node
'use strict';

const fs = require('fs');
const { format } = require('./format');

const write = process.argv.includes('--write');
let unformatted = 0;
for (const file of process.argv.slice(2).filter((word) => !word.startsWith('--'))) {
  const before = fs.readFileSync(file, 'utf8');
  const after = format(file, before);
  if (after === before) continue;
  unformatted += 1;
  if (write) fs.writeFileSync(file, after);
  else console.log(file);
}
process.exit(write || unformatted === 0 ? 0 : 1);
`,
      'format.js': src`
'use strict';

const { spawnSync } = require('child_process');
const path = require('path');

const FORMATTERS = {
  '.go': ['gofmt'],
  '.rs': ['rustfmt', '--emit', 'stdout'],
  '.py': ['ruff', 'format', '-'],
  '.sh': ['shfmt', '-i', '2'],
  '.c': ['clang-format'],
};

exports.format = function format(file, text) {
  const [command, ...args] = FORMATTERS[path.extname(file)] || [];
  if (!command) return text;
  const { status, stdout, stderr, error } = spawnSync(command, args, { input: text, encoding: 'utf8' });
  if (error && error.code === 'ENOENT') return text;
  if (status !== 0) throw new Error(command + ': ' + stderr);
  return stdout;
};
`,
    },
  },
  {
    why: 'Finds configuration in many places, the home folder among them, and runs configuration files that are scripts.',
    name: 'findrc',
    version: '9.0.2',
    summary: 'Finds and loads configuration for a program.',
    author: 'Findrc <dev@findrc.example>',
    usage: `const { load } = require('findrc');\nconst { config, file } = load('myprogram');`,
    manifest: { main: 'index.js' },
    files: {
      'index.js': src`
'use strict';

const fs = require('fs');
const os = require('os');
const path = require('path');
const { LOADERS } = require('./loaders');
const { fromEnvironment } = require('./environment');

function* places(name, from) {
  for (let folder = path.resolve(from); ; folder = path.dirname(folder)) {
    for (const file of ['.' + name + 'rc', '.' + name + 'rc.json', name + '.config.js', name + '.config.cjs']) yield path.join(folder, file);
    if (folder === path.dirname(folder)) break;
  }
  yield path.join(process.env.XDG_CONFIG_HOME || path.join(os.homedir(), '.config'), name, 'config.json');
  yield path.join(os.homedir(), '.' + name + 'rc');
  yield '/etc/' + name + 'rc';
}

exports.load = function load(name, from = process.cwd()) {
  for (const file of places(name, from)) {
    if (!fs.existsSync(file)) continue;
    const config = (LOADERS[path.extname(file)] || LOADERS['.json'])(file);
    return { file, config: { ...config, ...fromEnvironment(name, process.env) } };
  }
  return { config: fromEnvironment(name, process.env) };
};
`,
      'loaders.js': src`
'use strict';

const fs = require('fs');
const { createRequire } = require('module');

const json = (file) => JSON.parse(fs.readFileSync(file, 'utf8'));
const script = (file) => {
  const loaded = createRequire(file)(file);
  return typeof loaded === 'function' ? loaded(process.env) : loaded;
};

exports.LOADERS = { '.json': json, '.js': script, '.cjs': script };
`,
      'environment.js': src`
'use strict';

/** NAME_A__B=1 becomes { a: { b: '1' } }. */
exports.fromEnvironment = function fromEnvironment(name, env) {
  const config = {};
  for (const [key, value] of Object.entries(env)) {
    if (!key.startsWith(name.toUpperCase() + '_')) continue;
    const path = key.slice(name.length + 1).toLowerCase().split('__');
    const last = path.pop();
    path.reduce((at, part) => (at[part] ??= {}), config)[last] = value;
  }
  return config;
};
`,
    },
  },
  {
    why: 'A scaffold command writes a project with editor settings, a workflow and a git repository where its user stands.',
    name: 'create-meadow-app',
    version: '6.1.0',
    summary: 'Starts a Meadow project.',
    author: 'Meadow <hello@meadow.example>',
    usage: `// in a shell\n// npm create meadow-app my-app`,
    manifest: { type: 'module', bin: { 'create-meadow-app': 'index.js' }, files: ['index.js', 'template'] },
    files: {
      'index.js': src`
#!/usr/bin/env node
import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const target = resolve(process.argv[2] ?? 'meadow-app');
cpSync(fileURLToPath(new URL('template', import.meta.url)), target, { recursive: true });
// npm leaves .gitignore out of packages, so it travels without its dot.
renameSync(join(target, 'gitignore'), join(target, '.gitignore'));
const manifest = JSON.parse(readFileSync(join(target, 'package.json'), 'utf8'));
writeFileSync(join(target, 'package.json'), JSON.stringify({ ...manifest, name: basename(target) }, null, 2) + '\n');

const manager = (process.env.npm_config_user_agent ?? 'npm').split('/')[0];
execFileSync('git', ['init', '--quiet'], { cwd: target, stdio: 'inherit' });
execFileSync(manager, ['install'], { cwd: target, stdio: 'inherit', shell: process.platform === 'win32' });
console.log(\`\nDone. cd \${basename(target)} && \${manager} run dev\`);
`,
      'template/package.json':
        '{\n  "name": "meadow-app",\n  "private": true,\n  "scripts": { "dev": "meadow dev", "postinstall": "meadow prepare" },\n  "dependencies": { "meadow": "^6.0.0" }\n}\n',
      'template/gitignore': 'node_modules\n.meadow\n.env\n',
      'template/src/app.js': `import { app } from 'meadow';\n\nexport default app({ routes: './routes' });\n`,
      'template/.vscode/settings.json': '{ "editor.formatOnSave": true }\n',
      'template/.github/workflows/ci.yml':
        'on: [push]\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: npm ci && npm test\n',
    },
  },
]);
