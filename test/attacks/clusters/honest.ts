import type { Sample } from '../case';
import { npm, sdistOf, wheelOf } from '../packages';
import { after, published, undated, type Cluster } from './cluster';
import {
  asking,
  bundleRuntime,
  generatedParser,
  quiet,
  quietPython,
  typingShim,
  versionTool,
} from './pieces';

const NAMES = ['harbour-charts', 'quiet-ledger', 'mossy-forms', 'paper-lantern'];
const hook = (name: string, code: string, manifest: Readonly<Record<string, unknown>> = {}): Sample =>
  npm(name, '1.0.0', {
    manifest: { scripts: { postinstall: 'node install.js' }, ...manifest },
    files: { 'install.js': code },
  });
const holding = (path: string, code: string): Sample[] =>
  NAMES.map((name) => npm(name, '1.0.0', { files: { [path]: code } }));
const built = (name: string): Sample =>
  sdistOf(name, '1.0.0', {
    setup: (honest) => `import versioneer\nversioneer.get_version()\n${honest}`,
    files: { 'versioneer.py': versionTool },
  });
const source = (repository: string) => ({ repository: { type: 'git', url: repository } });

/** Honest packages that hold the same file; nobody may be held for it. */
export const HONEST_CLUSTERS: readonly Cluster[] = [
  {
    id: 'a vendored module',
    members: published(
      [
        wheelOf('sixfold', '1.0.0', { files: { 'sixfold.py': quietPython('six') } }),
        ...NAMES.map((name) =>
          wheelOf(name, '1.0.0', {
            files: { [`${name.replaceAll('-', '_')}/_vendor/sixfold.py`]: quietPython('six') },
          }),
        ),
      ],
      1,
    ),
  },
  { id: 'a version tool that setup.py loads', members: published(NAMES.map(built), 1) },
  {
    id: 'a typing shim that is copied from project to project',
    members: published(
      NAMES.map((name) =>
        wheelOf(name, '1.0.0', { files: { [`${name.replaceAll('-', '_')}/_compat.py`]: typingShim } }),
      ),
      1,
    ),
  },
  {
    id: 'the same, undated, and in both kinds of artifacts',
    members: undated(
      NAMES.flatMap((name) => [
        wheelOf(name, '1.0.0', { files: { [`${name.replaceAll('-', '_')}/_compat.py`]: typingShim } }),
        sdistOf(name, '1.0.1', { files: { [`${name.replaceAll('-', '_')}/_compat.py`]: typingShim } }),
      ]),
    ),
  },
  { id: 'the same, undated', members: undated(NAMES.map(built)) },
  { id: "a bundler's runtime", members: published(holding('dist/runtime.js', bundleRuntime), 1) },
  { id: 'a generated parser', members: published(holding('lib/parser.js', generatedParser), 1) },
  {
    id: 'empty modules and stubs',
    members: published(
      NAMES.map((name) =>
        wheelOf(name, '1.0.0', { files: { [`${name.replaceAll('-', '_')}/sub/__init__.py`]: '' } }),
      ),
      1,
    ),
  },
  {
    id: 'one scope',
    members: published(
      NAMES.map((name) => hook(`@harbour/${name}`, quiet('same'))),
      1,
    ),
  },
  {
    id: 'one repository without a scope',
    members: published(
      NAMES.map((name) => hook(name, quiet('same'), source('git+https://forge.invalid/acme/things.git'))),
      1,
    ),
  },
  {
    id: 'one named after the other',
    members: published(
      ['harbour', 'harbour-pure', 'harbour-bundle'].map((name) => hook(name, quiet('same'))).slice(0, 2),
      1,
    ),
  },
  {
    id: 'one depending on the other, and one more',
    members: published(
      [
        hook('harbour-charts', quiet('same')),
        hook('quiet-ledger', quiet('same'), { dependencies: { 'harbour-charts': '1.0.0' } }),
        hook('mossy-forms', quiet('same'), {
          dependencies: { 'harbour-charts': '1.0.0', 'quiet-ledger': '1.0.0' },
        }),
      ],
      1,
    ),
  },
  {
    id: 'two that share a hook by chance',
    members: published(
      NAMES.slice(0, 2).map((name) => hook(name, quiet('same'))),
      1,
    ),
  },
  {
    id: 'a hook that has been about for long',
    members: [
      { sample: hook('old-anchor', quiet('same')), publishedAt: '2023-01-01T00:00:00.000Z' },
      ...published(
        NAMES.map((name) => hook(name, quiet('same'))),
        1,
      ),
    ],
  },
  {
    id: 'a hook that spreads over years',
    members: published(
      NAMES.map((name) => hook(name, asking('notices.invalid'))),
      24 * 100,
    ),
  },
  { id: 'undated hooks that only run', members: undated(NAMES.map((name) => hook(name, quiet('same')))) },
  {
    id: 'a trivial hook',
    members: published(
      NAMES.map((name) => hook(name, "console.log('Thank you for installing.');\n")),
      1,
    ),
  },
  {
    id: 'versions of one package',
    members: ['1.0.0', '1.0.1', '1.0.2', '1.0.3'].map((version, n) => ({
      sample: { ...hook('harbour-charts', quiet('same')), version },
      publishedAt: after(n),
    })),
  },
];
