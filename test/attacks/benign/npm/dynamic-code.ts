import { tarballs } from '../archives';
import { src } from '../benign-case';

export const DYNAMIC_CODE = tarballs('code that makes code', [
  {
    why: 'A template engine turns templates into functions with new Function, which is how most of them are fast.',
    name: 'curly-templates',
    version: '5.0.3',
    summary: 'Templates with {{ }}, compiled.',
    author: 'Adele Roux <adele@curly-templates.example>',
    usage: `require('curly-templates').compile('Hello {{ name }}')({ name: 'Ada' });`,
    manifest: { main: 'index.js' },
    files: {
      'index.js': src`
'use strict';

const { escape } = require('./escape');
const { tokens } = require('./tokens');

const cache = new Map();

exports.compile = function compile(template) {
  if (cache.has(template)) return cache.get(template);
  let body = "let out = '';\nwith (data) {\n";
  for (const { kind, text } of tokens(template)) {
    if (kind === 'text') body += 'out += ' + JSON.stringify(text) + ';\n';
    else if (kind === 'raw') body += 'out += (' + text + ');\n';
    else if (kind === 'code') body += text + '\n';
    else body += 'out += escape(' + text + ');\n';
  }
  const render = new Function('data', 'escape', body + '}\nreturn out;');
  const bound = (data) => render(data, escape);
  cache.set(template, bound);
  return bound;
};
`,
      'tokens.js': src`
'use strict';

exports.tokens = function* tokens(template) {
  let at = 0;
  for (const match of template.matchAll(/\{\{\{(.+?)\}\}\}|\{\{(.+?)\}\}|\{%(.+?)%\}/gs)) {
    if (match.index > at) yield { kind: 'text', text: template.slice(at, match.index) };
    if (match[1]) yield { kind: 'raw', text: match[1] };
    else if (match[2]) yield { kind: 'value', text: match[2] };
    else yield { kind: 'code', text: match[3] };
    at = match.index + match[0].length;
  }
  if (at < template.length) yield { kind: 'text', text: template.slice(at) };
};
`,
      'escape.js': `'use strict';\n\nconst SIGNS = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };\n\nexports.escape = (value) => String(value).replace(/[&<>"]/g, (sign) => SIGNS[sign]);\n`,
    },
  },
  {
    why: 'A formula evaluator compiles what its own parser accepted; names are checked against a list first.',
    name: 'formula-eval',
    version: '3.3.1',
    summary: 'Evaluates formulas such as `max(a, b) * 1.2` quickly.',
    author: 'Piotr Zielinski <piotr@formula-eval.example>',
    usage: `const { compile } = require('formula-eval');\ncompile('a * 2')({ a: 21 });`,
    manifest: { main: 'index.js' },
    files: {
      'index.js': src`
'use strict';

const { toSource } = require('./to-source');

exports.compile = function compile(formula) {
  const { source, names } = toSource(formula);
  // eslint-disable-next-line no-new-func
  const run = Function(...names, 'Math', '"use strict"; return (' + source + ');');
  return (values) => run(...names.map((name) => values[name]), Math);
};
`,
      'to-source.js': src`
'use strict';

const FUNCTIONS = new Set(['abs', 'ceil', 'cos', 'exp', 'floor', 'log', 'max', 'min', 'pow', 'round', 'sin', 'sqrt']);
const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_]\w*)|([-+*/%(),]))/y;

exports.toSource = function toSource(formula) {
  const names = new Set();
  let source = '';
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < formula.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(formula);
    if (!match) throw new SyntaxError('formula: unexpected text at ' + at);
    const [, number, word, sign] = match;
    if (word && FUNCTIONS.has(word)) source += 'Math.' + word;
    else if (word) {
      names.add(word);
      source += word;
    } else source += number || sign;
  }
  return { source, names: [...names] };
};
`,
    },
  },
  {
    why: 'A schema validator writes validation code as text and compiles it, the fast way of its kind.',
    name: 'schema-compiler',
    version: '8.17.1',
    summary: 'Compiles JSON schemas to validation functions.',
    author: 'Yusuf Demir <yusuf@schema-compiler.example>',
    usage: `const validate = require('schema-compiler').compile({ type: 'string', maxLength: 5 });`,
    manifest: { main: 'lib/compile.js' },
    files: {
      'lib/compile.js': src`
'use strict';

const keywords = require('./keywords');

exports.compile = function compile(schema) {
  const lines = ['const errors = [];'];
  write(schema, 'data', '""', lines);
  lines.push('validate.errors = errors; return errors.length === 0;');
  const make = new Function('return function validate(data) {' + lines.join('\n') + '}');
  return make();
};

function write(schema, value, path, lines) {
  for (const [keyword, argument] of Object.entries(schema)) {
    if (keywords[keyword]) {
      lines.push('if (' + keywords[keyword](value, argument) + ') errors.push({ path: ' + path + ', keyword: "' + keyword + '" });');
    }
  }
  for (const [name, child] of Object.entries(schema.properties || {})) {
    const key = JSON.stringify(name);
    lines.push('if (' + value + ' && ' + value + '[' + key + '] !== undefined) {');
    write(child, value + '[' + key + ']', path + ' + "/" + ' + key, lines);
    lines.push('}');
  }
}
`,
      'lib/keywords.js': src`
'use strict';

module.exports = {
  type: (value, type) => 'typeof ' + value + ' !== ' + JSON.stringify(type),
  maxLength: (value, length) => value + '.length > ' + Number(length),
  minimum: (value, least) => value + ' < ' + Number(least),
  enum: (value, list) => '!' + JSON.stringify(list) + '.includes(' + value + ')',
  required: (value, names) => names.map((name) => value + '[' + JSON.stringify(name) + '] === undefined').join(' || '),
};
`,
    },
  },
  {
    why: 'A REPL: it evaluates what its user types, which is what a REPL is.',
    name: 'nicer-repl',
    version: '1.9.4',
    summary: 'A Node REPL with await, history and coloured values.',
    author: 'Tove Nilsson <tove@nicer-repl.example>',
    usage: `// in a shell\n// npx nicer-repl --require ./setup.js`,
    manifest: { bin: { 'nicer-repl': 'bin/nicer-repl.js' } },
    files: {
      'bin/nicer-repl.js': src`
#!/usr/bin/env node
'use strict';

const repl = require('repl');
const os = require('os');
const path = require('path');
const vm = require('vm');
const { wrapAwait } = require('../lib/await');

const server = repl.start({
  prompt: '> ',
  eval: async (line, context, file, done) => {
    try {
      done(null, await vm.runInContext(wrapAwait(line), context, { filename: file, displayErrors: true }));
    } catch (error) {
      done(error.name === 'SyntaxError' && /end of input/.test(error.message) ? new repl.Recoverable(error) : error);
    }
  },
});
server.setupHistory(path.join(os.homedir(), '.nicer_repl_history'), () => {});

const at = process.argv.indexOf('--require');
if (at > 0) Object.assign(server.context, require(path.resolve(process.argv[at + 1])));
`,
      'lib/await.js': src`
'use strict';

/** A line with a top-level await becomes the body of an async function. */
exports.wrapAwait = (line) => (/\bawait\b/.test(line) ? '(async () => { return (' + line.trim().replace(/;$/, '') + '); })()' : line);
`,
    },
  },
  {
    why: 'Loads plugins by the names in its configuration, so the argument of require is a variable.',
    name: 'plugboard',
    version: '4.2.2',
    summary: 'Finds and loads plugins of a host application.',
    author: 'Plugboard <dev@plugboard.example>',
    usage: `const plugins = require('plugboard').load({ prefix: 'myapp-plugin-', from: process.cwd() });`,
    manifest: { main: 'index.js' },
    files: {
      'index.js': src`
'use strict';

const fs = require('fs');
const { createRequire } = require('module');
const path = require('path');
const { order } = require('./order');

exports.load = function load({ prefix, from }) {
  const requireFrom = createRequire(path.join(from, 'noop.js'));
  const manifest = JSON.parse(fs.readFileSync(path.join(from, 'package.json'), 'utf8'));
  const names = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }).filter((name) => name.startsWith(prefix));
  const plugins = names.map((name) => {
    const plugin = requireFrom(name);
    return { name, after: plugin.after || [], register: plugin.register || plugin.default || plugin };
  });
  return order(plugins);
};
`,
      'order.js': src`
'use strict';

/** Plugins after those they name; a circle is an error. */
exports.order = function order(plugins) {
  const done = [];
  const visit = (plugin, path) => {
    if (done.includes(plugin)) return;
    if (path.includes(plugin.name)) throw new Error('plugins depend on each other: ' + [...path, plugin.name].join(' > '));
    plugins.filter(({ name }) => plugin.after.includes(name)).forEach((before) => visit(before, [...path, plugin.name]));
    done.push(plugin);
  };
  plugins.forEach((plugin) => visit(plugin, []));
  return done;
};
`,
    },
  },
  {
    why: 'Runs snippets of documentation in a vm context with a time limit, to test that they still work.',
    name: 'doc-snippets',
    version: '2.2.0',
    summary: 'Runs the code blocks of markdown files as tests.',
    author: 'Clara Weber <clara@doc-snippets.example>',
    usage: `// in a shell\n// npx doc-snippets README.md`,
    manifest: { bin: { 'doc-snippets': 'cli.js' } },
    files: {
      'cli.js': src`
#!/usr/bin/env node
'use strict';

const fs = require('fs');
const { blocks } = require('./blocks');
const { run } = require('./run');

let failed = 0;
for (const file of process.argv.slice(2)) {
  for (const { line, code } of blocks(fs.readFileSync(file, 'utf8'))) {
    try {
      run(code, file, line);
    } catch (error) {
      failed += 1;
      console.error(file + ':' + line + ' ' + error.message);
    }
  }
}
process.exit(failed ? 1 : 0);
`,
      'blocks.js': src`
'use strict';

exports.blocks = (markdown) =>
  [...markdown.matchAll(/^\x60{3}js\n([^]*?)^\x60{3}/gm)].map(({ index, 1: code }) => ({
    line: markdown.slice(0, index).split('\n').length + 1,
    code,
  }));
`,
      'run.js': src`
'use strict';

const assert = require('assert');
const vm = require('vm');

exports.run = (code, filename, lineOffset) =>
  new vm.Script('(function(){' + code + '\n})()', { filename, lineOffset }).runInNewContext(
    { require, console, assert, setTimeout },
    { timeout: 5000 },
  );
`,
    },
  },
]);
