// What there is to run of an npm package, read from its own manifest inside of the cage. Prints JSON.
// node plan.cjs FOLDER
'use strict';
const { existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const folder = process.argv[1];
const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8').replace(/^\uFEFF/, ''));
const scripts = manifest.scripts && typeof manifest.scripts === 'object' ? manifest.scripts : {};
const hooks = ['preinstall', 'install', 'postinstall']
  .filter((name) => typeof scripts[name] === 'string' && scripts[name].trim() !== '')
  .map((name) => ({ name, script: scripts[name] }));
const MAX_ENTRIES = 12;

/** Every path that the package lets others import; a pattern has no one file. */
function exported(exports) {
  if (exports === undefined || exports === null) return undefined;
  if (typeof exports === 'string' || Array.isArray(exports)) return ['.'];
  const keys = Object.keys(exports);
  if (!keys.some((key) => key.startsWith('.'))) return ['.'];
  return keys.filter((key) => !key.includes('*') && !key.endsWith('.json') && !key.endsWith('.css'));
}

const files = ['index.js', 'index.mjs', 'index.cjs', 'index.json', 'index.node'];
const hasMain = typeof manifest.main === 'string' && manifest.main !== '';
const byDefault = hasMain || files.some((file) => existsSync(join(folder, file))) ? ['.'] : [];
const entries = exported(manifest.exports) ?? byDefault;
process.stdout.write(
  JSON.stringify({
    hooks,
    entries: entries.slice(0, MAX_ENTRIES),
    untried: Math.max(0, entries.length - MAX_ENTRIES),
    needsCompiler:
      existsSync(join(folder, 'binding.gyp')) && !hooks.some(({ name }) => name !== 'postinstall'),
  }),
);
