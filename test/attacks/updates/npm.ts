import { bundle } from '../bulk';
import { renamedLocals } from '../disguise/javascript';
import { sharedObject } from '@sallyport/analysis/testing';
import { npm } from '../packages';
import { type HonestUpdate } from './update';

const addon = (platform: string) =>
  sharedObject({
    imports: ['napi_create_function'],
    exports: ['napi_register_module_v1'],
    strings: [platform],
  });
const NATIVE_SOURCE =
  '#include <node_api.h>\nnapi_value Init(napi_env env, napi_value exports) { return exports; }\n';
const gyp = (sources: string) => `{ "targets": [{ "target_name": "ring", "sources": [${sources}] }] }\n`;

/** Releases of npm packages that gain nothing that a reviewer has to hold. */
export const NPM_UPDATES: readonly HonestUpdate[] = [
  {
    id: 'patch-release',
    why: 'A mistake in one function is mended.',
    previous: npm('date-spans', '2.4.1'),
    sample: npm('date-spans', '2.4.2', {
      index: (honest) => `${honest}\nmodule.exports.isEmpty = (span) => !span || span.from >= span.to;\n`,
    }),
  },
  {
    id: 'native-platform',
    why: 'Prebuilt machine code for one more system, beside that for another.',
    previous: npm('ring-buffer-native', '3.0.0', {
      files: { 'prebuilds/linux-x64/ring.node': addon('linux-x64') },
    }),
    sample: npm('ring-buffer-native', '3.1.0', {
      files: {
        'prebuilds/linux-x64/ring.node': addon('linux-x64'),
        'prebuilds/linux-arm64/ring.node': addon('linux-arm64'),
      },
    }),
  },
  {
    id: 'build-tool',
    why: 'The addon is no longer compiled where a prebuilt one fits.',
    previous: npm('ring-buffer-addon', '1.8.0', {
      manifest: { scripts: { install: 'node-gyp rebuild' }, gypfile: true },
      files: { 'binding.gyp': gyp('"ring.cc"'), 'ring.cc': NATIVE_SOURCE },
    }),
    sample: npm('ring-buffer-addon', '1.9.0', {
      manifest: {
        scripts: { install: 'node-gyp-build' },
        gypfile: true,
        dependencies: { 'node-gyp-build': '^4.8.0' },
      },
      index: (honest) => `${honest}\nmodule.exports.native = require('node-gyp-build')(__dirname);\n`,
      files: { 'binding.gyp': gyp('"ring.cc"'), 'ring.cc': NATIVE_SOURCE },
    }),
    ages: { 'node-gyp-build': 2_900 },
  },
  {
    id: 'native-sources',
    why: 'One more source file is compiled by the same build.',
    previous: npm('ring-buffer-core', '1.8.0', {
      manifest: { scripts: { install: 'node-gyp rebuild' }, gypfile: true },
      files: { 'binding.gyp': gyp('"ring.cc"'), 'ring.cc': NATIVE_SOURCE },
    }),
    sample: npm('ring-buffer-core', '1.8.1', {
      manifest: { scripts: { install: 'node-gyp rebuild' }, gypfile: true },
      files: {
        'binding.gyp': gyp('"ring.cc", "wrap.cc"'),
        'ring.cc': NATIVE_SOURCE,
        'wrap.cc': '#include <node_api.h>\n',
      },
    }),
  },
  {
    id: 'bundle-rebuilt',
    why: 'The minified bundle is built anew, with other names for what is local.',
    previous: npm('chart-lines', '5.0.2', () => ({
      files: { 'dist/chart.min.js': bundle('chart', 60_000) },
    })),
    sample: npm('chart-lines', '5.0.3', () => ({
      files: { 'dist/chart.min.js': renamedLocals(bundle('chart', 60_000), 'again') },
    })),
  },
  {
    id: 'bundle-renamed',
    why: 'Bundles carry a digest of their content in their name, so that every build has other files.',
    previous: npm('chart-pies', '5.0.2', () => ({
      files: { 'dist/chart.4f2a1c.js': bundle('pies', 60_000) },
    })),
    sample: npm('chart-pies', '5.0.3', () => ({
      files: { 'dist/chart.9be07d.js': `${bundle('pies', 60_000)}export const isReady = true;\n` },
    })),
  },
  {
    id: 'known-dependency',
    why: 'A package of many years, by an author everybody knows, is taken up and used.',
    previous: npm('queue-lanes', '6.1.0', { manifest: { dependencies: { 'p-limit': '^3.1.0' } } }),
    sample: npm('queue-lanes', '6.2.0', {
      manifest: { dependencies: { 'p-limit': '^3.1.0', eventemitter3: '^5.0.1' } },
      index: (honest) => `${honest}\nmodule.exports.Emitter = require('eventemitter3');\n`,
    }),
    ages: { eventemitter3: 4_100 },
  },
  {
    id: 'types-dependency',
    why: 'Declarations of types need those of Node.js; no file of code names them.',
    previous: npm('path-walks', '1.0.4'),
    sample: npm('path-walks', '1.0.5', { manifest: { dependencies: { '@types/node': '>=18' } } }),
    ages: { '@types/node': 3_400 },
  },
  {
    id: 'dependency-range',
    why: 'The range of a dependency is raised, and one that was needed at run time is needed by the host only.',
    previous: npm('view-grid', '2.0.0', {
      manifest: { dependencies: { 'p-limit': '^3.1.0', react: '^18.0.0' } },
    }),
    sample: npm('view-grid', '3.0.0', {
      manifest: { dependencies: { 'p-limit': '^4.0.0' }, peerDependencies: { react: '>=18' } },
    }),
  },
  {
    id: 'tests-added',
    why: 'Tests and their data are packed with the release.',
    previous: npm('csv-rows', '0.9.0'),
    sample: npm('csv-rows', '0.9.1', {
      files: {
        'test/rows.test.js': `const assert = require('assert');\nconst rows = require('..');\nassert.ok(rows);\nassert.deepStrictEqual(Object.keys(rows).length > 3, true);\n`,
        'test/data/wide.csv': 'a,b,c\n'.repeat(500),
      },
    }),
  },
  {
    id: 'module-format',
    why: 'An ES module entry is added beside the CommonJS one.',
    previous: npm('text-wraps', '1.2.0'),
    sample: npm('text-wraps', '1.3.0', { esm: (honest) => honest }),
  },
  {
    id: 'command-added',
    why: 'The package can be called from a terminal.',
    previous: npm('text-folds', '1.2.0'),
    sample: npm('text-folds', '1.3.0', {
      manifest: { bin: { 'text-folds': 'cli.js' } },
      files: {
        'cli.js': `#!/usr/bin/env node\nconst folds = require('.');\nprocess.stdout.write(Object.keys(folds).join('\\n') + '\\n');\n`,
      },
    }),
  },
  {
    id: 'hook-removed',
    why: 'A message after installing annoyed people, and goes.',
    previous: npm('color-tones', '4.0.0', {
      manifest: { scripts: { postinstall: 'node thanks.js' } },
      files: { 'thanks.js': `console.log('Thank you for using color-tones.');\n` },
    }),
    sample: npm('color-tones', '4.0.1'),
  },
  {
    id: 'author-scripts',
    why: "Scripts for the author's own machine change; none of them runs where the package is a dependency.",
    previous: npm('set-rings', '1.0.0', { manifest: { scripts: { test: 'node test', build: 'tsc -p .' } } }),
    sample: npm('set-rings', '1.0.1', {
      manifest: { scripts: { test: 'jest', build: 'tsup src/index.ts', lint: 'eslint .' } },
    }),
  },
  {
    id: 'same-hook',
    why: 'The message after installing has another wording.',
    previous: npm('color-shades', '4.0.0', {
      manifest: { scripts: { postinstall: 'node thanks.js' } },
      files: { 'thanks.js': `console.log('Thank you for using color-shades.');\n` },
    }),
    sample: npm('color-shades', '4.0.1', {
      manifest: { scripts: { postinstall: 'node thanks.js' } },
      files: { 'thanks.js': `console.log('Thanks. Docs: docs.color-shades.example');\n` },
    }),
  },
];
