import { renamedLocals } from '../disguise/javascript';
import { npm, wheelOf } from '../packages';
import type { Sample } from '../case';
import { after, published, undated, type AttackCluster } from './cluster';
import { asking, quiet, quietPython, stealer } from './pieces';

const hook = (name: string, code: string, command = 'node install.js', file = 'install.js'): Sample =>
  npm(name, '1.0.0', { manifest: { scripts: { postinstall: command } }, files: { [file]: code } });

const autoload = (name: string, code: string): Sample => {
  const module = name.replaceAll('-', '_');
  return wheelOf(name, '1.0.0', {
    files: { [`${module}_start.pth`]: `import ${module}_start\n`, [`${module}_start.py`]: code },
  });
};

const NAMES = ['yield-vault-math', 'swap-route-table', 'perp-funding'];
const SALTS = ['one', 'another', 'a-third-one'];

/** The same file under many names. */
export const ATTACK_CLUSTERS: readonly AttackCluster[] = [
  {
    id: 'byte-identical hooks within minutes',
    members: published(
      NAMES.map((name) => hook(name, quiet('same'))),
      0.1,
    ),
    held: NAMES,
  },
  {
    id: 'the same hook with other names and texts',
    members: published(
      NAMES.map((name, n) => hook(name, renamedLocals(quiet(SALTS[n] ?? ''), name))),
      0.1,
    ),
    held: NAMES,
  },
  {
    id: 'the same hook by other paths and scripts',
    members: published(
      [
        hook('yield-vault-math', quiet('same')),
        hook('swap-route-table', quiet('same'), 'node scripts/check.js || true', 'scripts/check.js'),
        hook('perp-funding', quiet('same'), 'sh -c "node lib/cache.js"', 'lib/cache.js'),
      ],
      1,
    ),
    held: NAMES,
  },
  {
    id: 'autoload files of wheels',
    members: published(
      NAMES.map((name, n) => autoload(name, quietPython(SALTS[n] ?? ''))),
      5,
    ),
    held: NAMES,
  },
  {
    id: 'both ecosystems',
    members: published(
      [
        autoload('yield-vault-math', quietPython('same')),
        hook('swap-route-table', quietPython('same'), 'python3 check.py', 'check.py'),
        autoload('perp-funding', quietPython('same')),
      ],
      5,
    ),
    held: NAMES,
  },
  {
    id: 'nobody says when they were published',
    members: undated(NAMES.map((name) => hook(name, asking('notices.invalid')))),
    held: NAMES,
  },
  {
    id: 'all claiming one repository that is not theirs',
    members: published(
      NAMES.map((name) =>
        npm(name, '1.0.0', {
          manifest: {
            scripts: { postinstall: 'node install.js' },
            repository: 'git+https://forge.invalid/a/b.git',
          },
          files: { 'install.js': asking('notices.invalid') },
        }),
      ),
      1,
    ),
    held: NAMES,
  },
  {
    id: 'one family around one name',
    members: published(
      ['tidalpool', 'tidalpool-math', 'tidalpool-abi', 'tidalpool-rates'].map((name) =>
        hook(name, quiet('same')),
      ),
      1,
    ),
    // The stem itself is kin of each; no two others are.
    held: ['tidalpool-math', 'tidalpool-abi', 'tidalpool-rates'],
  },
  {
    id: 'new versions of packages that were honest before',
    members: [
      ...NAMES.map((name) => ({ sample: npm(name, '0.9.0'), publishedAt: '2024-01-01T00:00:00.000Z' })),
      ...published(
        NAMES.map((name) => hook(name, quiet('same'))),
        1,
      ),
    ],
    held: NAMES,
  },
  {
    id: 'a file of malware, disguised',
    members: [
      {
        sample: npm('lending-pool', '1.0.0', { files: { 'a.js': stealer('a.invalid') } }),
        publishedAt: after(0),
      },
      {
        sample: npm('slow-burner', '1.0.0', {
          files: { 'deep/b.js': renamedLocals(stealer('b.invalid', ['.m/one', '.m/two']), 'slow') },
        }),
        publishedAt: after(2_000),
      },
    ],
    held: ['lending-pool', 'slow-burner'],
    accused: ['slow-burner'],
  },
];
