import { NEARBY_FILES, type ArtifactFacts, type Trace } from '../facts/artifact-facts';
import type { Observation, Signal } from '../facts/signal';
import { Reached } from '../facts/follow/reached';
import { matchPattern } from './match-pattern';
import type { Pattern } from './pattern';

/** `network a.js:3`: the signal, the file and the line that show it. */
function seen(text: string): Observation {
  const [signal = '', file = '', line = ''] = text.split(/[ :]/);
  return { signal: signal as Signal, file, line: Number(line), evidence: text };
}

function trace(kind: Trace['kind'], entry: string, observations: string[], files = 1): Trace {
  return {
    entry,
    kind,
    command: '',
    observations: observations.map(seen),
    gaps: [],
    urls: [],
    files: Array.from({ length: files }, (_, n) => `${n}.js`),
    reached: new Reached(),
  };
}

function facts(own: Partial<ArtifactFacts>): ArtifactFacts {
  return {
    ecosystem: 'npm',
    contents: { files: new Map(), unpackedBytes: 0, faults: [] },
    identity: { name: 'sample', version: '1.0.0' },
    traces: [],
    otherScripts: [],
    hasPlatformPackages: false,
    registryHost: 'registry.invalid',
    importTime: [],
    addressed: [],
    code: [],
    loaded: new Reached(),
    unread: [],
    disguised: [],
    recordFaults: [],
    ...own,
  };
}

/** What is shown: for each sighting, its message and the observation. */
function shown(own: Partial<ArtifactFacts>, pattern: Pattern): string[] {
  return matchPattern(facts(own), pattern, 'acts').map(
    ({ message, file, line, evidence }) =>
      `${message} ${evidence === undefined ? '' : `[${evidence}]`} ${file}:${line}`,
  );
}

const LARGE = NEARBY_FILES + 1;

describe('rules/match-pattern', () => {
  it.each<[where: 'hooks' | 'builds' | 'autoloads' | 'autoruns', entries: string[]]>([
    ['hooks', ['install', 'binding.gyp']],
    ['builds', ['setup.py']],
    ['autoloads', ['x.pth']],
    ['autoruns', ['.vscode/tasks.json']],
  ])('looks at %s', (where, entries) => {
    const traces = [
      trace('hook', 'install', ['network a.js:1']),
      trace('gyp', 'binding.gyp', ['network a.js:1']),
      trace('build', 'setup.py', ['network a.js:1']),
      trace('autoload', 'x.pth', ['network a.js:1']),
      trace('autorun', '.vscode/tasks.json', ['network a.js:1']),
    ];

    expect(shown({ traces, code: [seen('network b.js:1')] }, { where, any: ['network'] })).toEqual(
      entries.map((entry) => `${entry} acts. [network a.js:1] a.js:1`),
    );
  });

  it.each<[title: string, pattern: Pattern, observations: string[], files: number, seenAt: string[]]>([
    [
      'any: the first of them in the order of the code',
      { where: 'hooks', any: ['network', 'subprocess'] },
      ['obfuscation a.js:1', 'subprocess a.js:2', 'network a.js:3'],
      1,
      ['subprocess a.js:2'],
    ],
    ['any: none of them', { where: 'hooks', any: ['network'] }, ['subprocess a.js:2'], 1, []],
    [
      'together: in one file',
      { where: 'hooks', any: ['dynamic-code'], together: ['network'] },
      ['dynamic-code b.js:1', 'network a.js:1', 'dynamic-code a.js:2'],
      1,
      ['dynamic-code a.js:2'],
    ],
    [
      'together: not in two',
      { where: 'hooks', any: ['dynamic-code'], together: ['network'] },
      ['dynamic-code b.js:1', 'network a.js:1'],
      1,
      [],
    ],
    [
      'near: in two files of a small trace',
      { where: 'hooks', any: ['detached'], near: ['network'] },
      ['detached b.js:1', 'network a.js:1'],
      NEARBY_FILES,
      ['detached b.js:1'],
    ],
    [
      'near: not in two files of a large one',
      { where: 'hooks', any: ['detached'], near: ['network'] },
      ['detached b.js:1', 'network a.js:1'],
      LARGE,
      [],
    ],
    [
      'near: in one file of a large one',
      { where: 'hooks', any: ['detached'], near: ['network'] },
      ['detached b.js:1', 'network b.js:2'],
      LARGE,
      ['detached b.js:1'],
    ],
    ['near: not alone', { where: 'hooks', any: ['detached'], near: ['network'] }, ['detached b.js:1'], 1, []],
    [
      'with: anywhere in a large trace',
      { where: 'hooks', any: ['network'], with: ['digest-check'] },
      ['network a.js:1', 'digest-check b.js:1'],
      LARGE,
      ['network a.js:1'],
    ],
    [
      'with: not without it',
      { where: 'hooks', any: ['network'], with: ['digest-check'] },
      ['network a.js:1'],
      1,
      [],
    ],
    [
      'within its own lines',
      { where: 'hooks', any: ['network'], within: 'own-lines' },
      ['network a.js:1', 'network install:7'],
      1,
      ['network install:7'],
    ],
    [
      'within its own lines: not in what they load',
      { where: 'hooks', any: ['network'], within: 'own-lines' },
      ['network a.js:1'],
      1,
      [],
    ],
    [
      'within few files',
      { where: 'hooks', any: ['network'], within: 'few-files' },
      ['network a.js:1'],
      NEARBY_FILES,
      ['network a.js:1'],
    ],
    [
      'within few files: not in many',
      { where: 'hooks', any: ['network'], within: 'few-files' },
      ['network a.js:1'],
      LARGE,
      [],
    ],
    [
      'or: where the first clause finds nothing',
      { where: 'hooks', any: ['remote-shell'], or: [{ any: ['detached'] }, { any: ['network'] }] },
      ['network a.js:1'],
      1,
      ['network a.js:1'],
    ],
    [
      'or: not where it finds something, though that stands later',
      { where: 'hooks', any: ['remote-shell'], or: [{ any: ['network'] }] },
      ['network a.js:1', 'remote-shell a.js:2'],
      1,
      ['remote-shell a.js:2'],
    ],
    [
      'or: a first clause of few files leaves a large trace to the next',
      { where: 'hooks', any: ['network'], within: 'few-files', or: [{ any: ['detached'] }] },
      ['network a.js:1', 'detached a.js:2'],
      LARGE,
      ['detached a.js:2'],
    ],
    [
      'unless: one of them is seen anywhere',
      { where: 'hooks', any: ['network'], unless: ['native-build', 'digest-check'] },
      ['network a.js:1', 'digest-check b.js:1'],
      LARGE,
      [],
    ],
    [
      'unless: none of them is',
      { where: 'hooks', any: ['network'], unless: ['platform-download', 'digest-check'] },
      ['network a.js:1'],
      1,
      ['network a.js:1'],
    ],
  ])('%s', (_title, pattern, observations, files, seenAt) => {
    const traces = [trace('hook', 'install', observations, files)];

    expect(matchPattern(facts({ traces }), pattern, 'acts').map(({ evidence }) => evidence)).toEqual(seenAt);
  });

  it('excepts a hook that fetches its own binary from the registry, and no other', () => {
    const own = { ...trace('hook', 'install', ['network a.js:1']), urls: ['https://registry.invalid/x'] };
    const other = { ...trace('hook', 'postinstall', ['network b.js:1']), urls: ['https://cdn.invalid/x'] };
    const pattern: Pattern = { where: 'hooks', any: ['network'], unless: ['platform-download'] };

    expect(shown({ traces: [own, other], hasPlatformPackages: true }, pattern)).toEqual([
      'postinstall acts. [network b.js:1] b.js:1',
    ]);
    expect(shown({ traces: [own, other], hasPlatformPackages: false }, pattern)).toHaveLength(2);
  });

  it('shows code at every place where it is seen, once, whoever runs it', () => {
    const own = {
      code: [seen('remote-code a.js:1'), seen('remote-code a.js:9'), seen('network a.js:2')],
      importTime: [seen('remote-shell b.py:4')],
      traces: [trace('hook', 'install', ['remote-code a.js:1', 'remote-code c.js:1'])],
    };

    expect(shown(own, { where: 'code', any: ['remote-code', 'remote-shell'] })).toEqual([
      'a.js acts. [remote-code a.js:1] a.js:1',
      'a.js acts. [remote-code a.js:9] a.js:9',
      'b.py acts. [remote-shell b.py:4] b.py:4',
      'c.js acts. [remote-code c.js:1] c.js:1',
    ]);
  });

  it('shows the first place in each file of code where both are seen', () => {
    const code = ['drop-host a.js:1', 'credential-file a.js:5', 'credential-file a.js:6', 'drop-host b.js:1']
      .concat(['credential-file c.js:1', 'drop-host d.js:1', 'environment-harvest d.js:2'])
      .map(seen);

    expect(
      shown(
        { code },
        { where: 'code', any: ['credential-file', 'environment-harvest'], together: ['drop-host'] },
      ),
    ).toEqual([
      'a.js acts. [credential-file a.js:5] a.js:5',
      'd.js acts. [environment-harvest d.js:2] d.js:2',
    ]);
  });

  it('shows what modules do when they are imported, and not what they could do', () => {
    const own = { importTime: [seen('decoded-code a.py:1')], code: [seen('decoded-code b.py:1')] };

    expect(shown(own, { where: 'import', any: ['decoded-code'] })).toEqual([
      'The module acts. [decoded-code a.py:1] a.py:1',
    ]);
  });

  it('shows each fault of the archive that is meant, with its path where it has one', () => {
    const faults = [
      { kind: 'link', path: 'a', detail: 'a link to b' },
      { kind: 'limit', detail: 'too many entries' },
      { kind: 'special', path: 'c', detail: 'a pipe' },
      { kind: 'special', detail: 'a device' },
    ] as const;
    const own = facts({ contents: { files: new Map(), unpackedBytes: 0, faults } });

    expect(matchPattern(own, { where: 'archive', any: ['link', 'special'] }, 'It holds')).toEqual([
      { message: 'It holds: a link to b.', file: 'a' },
      { message: 'It holds: a pipe.', file: 'c' },
      { message: 'It holds: a device.' },
    ]);
  });
});
