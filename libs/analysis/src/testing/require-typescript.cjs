/**
 * Lets a child process that a test starts run our TypeScript as Jest does: the same compiler options, and other
 * projects from their sources. Only for tests; the product runs what `build` made.
 */
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { join, resolve } = require('node:path');
const { transformSync } = require('@swc/core');

const ROOT = resolve(__dirname, '..', '..', '..', '..');
const OPTIONS = require(join(ROOT, 'deploy/dev/swc-jest.json'));

Module._extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), { ...OPTIONS, swcrc: false, filename });
  module._compile(code, filename);
};

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  const own = /^@sallyport\/([a-z-]+)$/.exec(request);
  return resolveFilename.call(this, own ? join(ROOT, 'libs', own[1], 'src', 'index.ts') : request, ...rest);
};
