import type { ArtifactFacts, Trace } from '../../facts/artifact-facts';
import type { Gap } from '../../facts/signal';
import { pathIn } from '../traces';
import type { Rule, Sighting } from '../rule';

export const runsUnread: Rule = {
  code: 'runs-unread',
  ecosystem: 'any',
  kind: 'code',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'defense-evasion',
  capabilities: [],
  languages: ['javascript', 'python', 'settings'],
  summary:
    'What runs by itself was not read: the build of an sdist, a file that Python runs at every start, settings that agents obey, or a module that importing the package loads, beyond the size that is kept or in a form that cannot be parsed.',
  judge: (facts) => [...facts.traces.flatMap(unreadIn), ...unreadAtImport(facts)],
  samples: {
    hits: [
      {
        what: 'settings of an agent of more than a megabyte',
        format: 'tarball',
        files: { '.claude/settings.json': { repeat: ' ', times: 1_100_000, then: '{ "hooks": {} }' } },
        verdict: 'suspicious',
      },
      {
        what: 'a file that Python runs at every start, nested too deeply',
        format: 'wheel',
        files: { 'sitecustomize.py': { repeat: '(a', times: 1_000, then: '' } },
        verdict: 'suspicious',
      },
      {
        what: 'a build that cannot be parsed',
        format: 'sdist',
        files: { 'setup.py': { repeat: '[', times: 1_000, then: '' } },
        verdict: 'suspicious',
      },
    ],
    ignores: [
      {
        what: 'large data that nobody runs',
        format: 'tarball',
        files: { 'words.txt': { repeat: 'word list\n', times: 150_000, then: '' } },
        why: 'It was looked through as it went by, and names nothing that acts.',
        verdict: 'clean',
      },
      {
        what: 'settings of an agent that run nothing',
        format: 'tarball',
        files: { '.claude/settings.json': '{ "model": "x" }' },
        why: 'They were read to their end.',
        verdict: 'clean',
      },
    ],
  },
};

/** Of npm's hooks another rule speaks (`hook-untraceable`). A build may reach the whole package, which is read as code. */
function unreadIn(trace: Trace): Sighting[] {
  if (trace.kind === 'hook' || trace.kind === 'gyp') return [];
  const isMissed = ({ kind }: Gap) =>
    kind === 'too-large' || kind === 'unparsable' || (kind === 'too-many' && trace.kind !== 'build');
  return trace.gaps.filter(isMissed).map(({ what, file }) => ({
    message: `${trace.entry} runs by itself, and was not read to its end: ${what}.`,
    ...(file === undefined ? {} : { file }),
    path: pathIn(trace, file),
  }));
}

/** What was not even kept, of what is loaded by the package's name. */
function unreadAtImport({ ecosystem, contents, loaded }: ArtifactFacts): Sighting[] {
  return [...contents.files.values()]
    .filter(({ path, unkept }) => unkept === 'acts' && loaded.has(path))
    .filter(({ path }) => ecosystem === 'npm' || /(?:^|\/)__init__\.py$|^[^/]+\.py$/.test(path))
    .map(({ path, size }) => ({
      message: `${path} is loaded by whoever imports the package, and was not read: it has ${size} bytes.`,
      file: path,
      path: loaded.pathTo(path),
    }));
}
