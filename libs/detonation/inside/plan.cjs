// What there is to run of an npm package, read from its own manifest inside of the cage. Prints JSON.
// node plan.cjs FOLDER
'use strict';
const { existsSync, readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const folder = process.argv[1];
const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8').replace(/^\uFEFF/, ''));
const scripts = manifest.scripts && typeof manifest.scripts === 'object' ? manifest.scripts : {};
const hooks = ['preinstall', 'install', 'postinstall']
  .filter((name) => typeof scripts[name] === 'string' && scripts[name].trim() !== '')
  .map((name) => ({ name, script: scripts[name] }));
const MAX_ENTRIES = 12;

/** The paths that the package lets others import, each with its target; a pattern has no one file. */
function exported(exports) {
  if (exports === undefined || exports === null) return undefined;
  if (typeof exports === 'string' || Array.isArray(exports)) return [['.', exports]];
  if (!Object.keys(exports).some((key) => key.startsWith('.'))) return [['.', exports]];
  return Object.entries(exports).filter(
    ([key]) => !key.includes('*') && !key.endsWith('.json') && !key.endsWith('.css'),
  );
}

/** What Node.js takes of a target, by how it is asked for. */
function chosen(target, how) {
  if (typeof target === 'string') return target;
  if (Array.isArray(target)) return target.map((one) => chosen(one, how)).find((one) => one !== undefined);
  const conditions = new Set([how, 'node', 'node-addons', 'module-sync', 'default']);
  for (const [condition, inner] of Object.entries(target ?? {})) {
    const found = conditions.has(condition) ? chosen(inner, how) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Each way of loading it that loads another file. */
function waysOf([path, target]) {
  const [imported, required] = [chosen(target, 'import'), chosen(target, 'require')];
  const ways = imported === undefined ? [] : [{ path, how: 'import' }];
  return required === undefined || required === imported ? ways : [...ways, { path, how: 'require' }];
}

const CODE = /\.(?:[cm]?js|node|wasm)$/;
/** Whether any code is there. What a dependency brought along is its own. */
function hasCode(place, depth = 0) {
  return readdirSync(place, { withFileTypes: true }).some((entry) => {
    if (entry.isDirectory())
      return entry.name !== 'node_modules' && (depth > 20 || hasCode(join(place, entry.name), depth + 1));
    return CODE.test(entry.name);
  });
}

const files = ['index.js', 'index.mjs', 'index.cjs', 'index.json', 'index.node'];
const hasMain = typeof manifest.main === 'string' && manifest.main !== '';
const byDefault =
  hasMain || files.some((file) => existsSync(join(folder, file))) ? [['.', './index.js']] : [];
const entries = (exported(manifest.exports) ?? byDefault).flatMap(waysOf);
process.stdout.write(
  JSON.stringify({
    hooks,
    entries: entries.slice(0, MAX_ENTRIES),
    untried: Math.max(0, entries.length - MAX_ENTRIES),
    needsCompiler:
      existsSync(join(folder, 'binding.gyp')) && !hooks.some(({ name }) => name !== 'postinstall'),
    runsNothing: hooks.length === 0 && entries.length === 0 && hasCode(folder),
  }),
);
