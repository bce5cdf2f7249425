import { tarballs } from '../archives';
import { src } from '../benign-case';
import { esbuildBundle } from '../generated';

export const BUNDLED_TOOL_TWINS = tarballs('benign twins', [
  {
    twinOf: 'nx-s1ngularity',
    why: 'A command that its user calls asks the installed assistant for a commit message from the staged diff; completion is added to the shell only on request.',
    name: 'commit-scribe',
    version: '2.2.0',
    summary: 'Writes commit messages from the staged diff with the assistant you already have.',
    author: 'Lena Fischer <lena@commit-scribe.example>',
    usage: `// in a shell\n// git add . && commit-scribe\n// commit-scribe completion --install`,
    manifest: { bin: { 'commit-scribe': 'bin/commit-scribe.js' }, files: ['bin', 'lib'], type: 'commonjs' },
    files: {
      'bin/commit-scribe.js': src`
#!/usr/bin/env node
'use strict';

const { write } = require('../lib/write');
const completion = require('../lib/completion');

const [command, ...flags] = process.argv.slice(2);
if (command === 'completion') {
  if (flags.includes('--install')) completion.install();
  else process.stdout.write(completion.script());
} else {
  write({ assistant: process.env.COMMIT_SCRIBE_ASSISTANT || 'claude' }).then(
    (message) => console.log(message),
    (error) => {
      console.error(error.message);
      process.exit(1);
    },
  );
}
`,
      'lib/write.js': src`
'use strict';

const { execFile } = require('child_process');
const { promisify } = require('util');

const run = promisify(execFile);
const FLAGS = { claude: ['-p'], gemini: ['--prompt'], q: ['chat', '--no-interactive'] };

exports.write = async function write({ assistant }) {
  const { stdout: diff } = await run('git', ['diff', '--staged', '--stat', '--patch'], { maxBuffer: 1 << 24 });
  if (diff.trim() === '') throw new Error('Nothing is staged.');
  const prompt = 'Write a commit message (one line, imperative, at most 72 characters) for this diff:\n' + diff;
  const { stdout } = await run(assistant, [...FLAGS[assistant], prompt]);
  return stdout.trim().split('\n')[0];
};
`,
      'lib/completion.js': src`
'use strict';

const fs = require('fs');
const os = require('os');
const path = require('path');

const BEGIN = '# commit-scribe completion';

exports.script = () => BEGIN + '\ncomplete -W "completion --install --help" commit-scribe\n';

exports.install = function install() {
  const shell = path.basename(process.env.SHELL || 'bash');
  const file = path.join(os.homedir(), shell === 'zsh' ? '.zshrc' : '.bashrc');
  const present = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
  if (present.includes(BEGIN)) return console.log('Already in ' + file);
  fs.appendFileSync(file, '\n' + exports.script());
  console.log('Added to ' + file + '; open a new shell to use it.');
};
`,
    },
  },
  {
    twinOf: 'shai-hulud-1',
    why: 'A secret scanner that developers run on their own tree, bundled to one large file; it writes a workflow only for `init` and sends nothing.',
    name: 'leakwatch-cli',
    version: '7.3.1',
    summary: 'Finds committed secrets before somebody else does.',
    author: 'Leakwatch <hello@leakwatch.example>',
    licence: 'Apache-2.0',
    usage: `// in a shell\n// npx leakwatch-cli scan .\n// npx leakwatch-cli init   (writes .github/workflows/leakwatch.yml)`,
    manifest: { bin: { leakwatch: 'dist/cli.js' }, files: ['dist'], engines: { node: '>=18' } },
    files: () => ({
      'dist/cli.js': esbuildBundle(
        81,
        1400,
        src`
var fs = require("fs");
var path = require("path");
var RULES = [
  { id: "cloud-access-key", pattern: /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/g },
  { id: "source-host-token", pattern: /\bgh[pousr]_[A-Za-z0-9]{36}\b/g },
  { id: "package-token", pattern: /\bnpm_[A-Za-z0-9]{36}\b/g },
  { id: "chat-token", pattern: /\bxox[abpr]-[0-9A-Za-z-]{10,72}\b/g },
  { id: "private-key", pattern: /-----BEGIN (?:RSA |EC |OPENSSH )?PRIVATE KEY-----/g }
];
var SKIP = new Set([".git", "node_modules", "dist"]);
function* walk(dir) {
  for (const entry of fs.readdirSync(dir, { withFileTypes: true })) {
    if (SKIP.has(entry.name)) continue;
    const file = path.join(dir, entry.name);
    if (entry.isDirectory()) yield* walk(file);
    else if (entry.isFile()) yield file;
  }
}
function scan(root) {
  let found = 0;
  for (const file of walk(root)) {
    const text = fs.readFileSync(file, "utf8");
    for (const rule of RULES)
      for (const match of text.matchAll(rule.pattern)) {
        found += 1;
        const line = text.slice(0, match.index).split("\n").length;
        console.log(file + ":" + line + "  " + rule.id + "  " + match[0].slice(0, 6) + "…");
      }
  }
  return found;
}
function init() {
  const target = path.join(".github", "workflows", "leakwatch.yml");
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, "on: [push]\njobs:\n  leakwatch:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: npx leakwatch-cli scan .\n");
  console.log("Wrote " + target);
}
var [command, target = "."] = process.argv.slice(2);
if (command === "init") init();
else if (command === "scan") process.exitCode = scan(target) > 0 ? 2 : 0;
else console.log("Usage: leakwatch <scan|init> [folder]");
`,
      ),
    }),
  },
  {
    twinOf: 'shai-hulud-2',
    why: 'The tool runs on Bun and says so before it is installed; the large second file is the tool, and `clean` removes only its own cache.',
    name: 'bunpress',
    version: '1.12.0',
    summary: 'Static sites with Bun: markdown in, folders out.',
    author: 'Oke Adeyemi <oke@bunpress.example>',
    usage: `// in a shell\n// bunx bunpress build docs --out public\n// bunx bunpress clean`,
    manifest: {
      bin: { bunpress: 'dist/bunpress.js' },
      engines: { bun: '>=1.1' },
      files: ['dist', 'scripts'],
      scripts: { preinstall: 'node scripts/check-bun.js' },
    },
    files: () => ({
      'scripts/check-bun.js': src`
'use strict';

const { spawnSync } = require('child_process');

const { status, stdout } = spawnSync('bun', ['--version'], { encoding: 'utf8' });
if (status !== 0) {
  console.warn('bunpress runs on Bun, which was not found on PATH. How to get it: https://bunpress.example/bun');
} else if (Number(stdout.split('.')[0]) < 1) {
  console.warn('bunpress needs Bun 1.1 or newer, found ' + stdout.trim());
}
`,
      'dist/bunpress.js': esbuildBundle(
        82,
        900,
        src`
var fs = require("fs");
var path = require("path");
function page(markdown) {
  return markdown
    .replace(/^# (.*)$/gm, "<h1>$1</h1>")
    .replace(/\*\*(.+?)\*\*/g, "<strong>$1</strong>")
    .replace(/^(?!<)(.+)$/gm, "<p>$1</p>");
}
function build(from, out) {
  for (const file of fs.readdirSync(from, { recursive: true })) {
    if (!String(file).endsWith(".md")) continue;
    const target = path.join(out, String(file).replace(/\.md$/, ".html"));
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, page(fs.readFileSync(path.join(from, String(file)), "utf8")));
  }
}
var args = process.argv.slice(2);
if (args[0] === "build") build(args[1] || "docs", args[3] || "public");
else if (args[0] === "clean") fs.rmSync(path.join(process.cwd(), ".bunpress-cache"), { recursive: true, force: true });
else console.log("Usage: bunpress <build|clean>");
`,
      ),
    }),
  },
]);
