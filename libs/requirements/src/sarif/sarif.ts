import type { Log, Result } from 'sarif';
import type { Discovery, Place, Problem, Unresolved } from '../model/discovery';

type Level = 'error' | 'warning' | 'note';

/** What a rule says, and how much it matters. Its id is in results, so it is stable. */
interface Rule {
  text: string;
  level: Level;
}

const UNRESOLVED: Readonly<Record<Unresolved['kind'], Rule>> = {
  dynamic: { text: 'Only running the code would name what it requires', level: 'error' },
  ambiguous: { text: 'Several packages give this module', level: 'error' },
  'unknown-module': { text: 'No package that is known gives this module', level: 'error' },
  'foreign-source': { text: 'It comes from elsewhere than the package registry', level: 'error' },
  alias: { text: 'An alias that leads nowhere in the skill', level: 'error' },
};

const PROBLEMS: Readonly<Record<Problem['kind'], Rule>> = {
  'syntax-error': { text: 'Code that cannot be parsed', level: 'error' },
  undecodable: { text: 'A file that is no text', level: 'error' },
  'malformed-manifest': { text: 'A manifest that cannot be parsed', level: 'error' },
  'missing-file': { text: 'A manifest names a file that is not in the skill', level: 'error' },
  unreadable: { text: 'A file that cannot be read', level: 'error' },
  'too-large': { text: 'A file that is too large to be read', level: 'error' },
  'too-many-files': { text: 'More files than are read', level: 'error' },
  'too-deep': { text: 'Folders nested deeper than are read', level: 'error' },
  'link-outside': { text: 'A link out of the skill', level: 'error' },
  'special-file': { text: 'Neither a file nor a folder', level: 'error' },
  'unread-language': { text: 'Code in a form that is not read', level: 'error' },
};

const DIFFERENCES = {
  undeclared: { text: 'Imported, and in no manifest', level: 'warning' },
  unused: { text: 'In a manifest, and never imported', level: 'note' },
} as const satisfies Record<string, Rule>;

const RULES: readonly (readonly [id: string, rule: Rule])[] = [
  ...Object.entries(UNRESOLVED).map(([kind, rule]) => [`unresolved-${kind}`, rule] as const),
  ...Object.entries(PROBLEMS),
  ...Object.entries(DIFFERENCES),
];

/** SARIF 2.1.0 (OASIS) of everything that stands in the way of a whole and declared list of requirements. */
export function sarifOf(discovery: Discovery, version: string): Log {
  const { unresolved, problems, undeclared, unused } = discovery;
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'sallyport scan',
            version,
            rules: RULES.map(([id, { text, level }]) => ({
              id,
              shortDescription: { text },
              defaultConfiguration: { level },
            })),
          },
        },
        // A tool that could not read everything has not looked at everything (3.20.14).
        invocations: [{ executionSuccessful: problems.length === 0 }],
        columnKind: 'utf16CodeUnits',
        results: [
          ...unresolved.map(({ kind, text, candidates, place }) =>
            resultOf(
              `unresolved-${kind}`,
              candidates.length === 0 ? text : `${text}: one of ${candidates.join(', ')}`,
              place,
            ),
          ),
          ...problems.map(({ kind, message, place }) => resultOf(kind, message, place)),
          ...undeclared.map(({ ecosystem, name, place }) =>
            resultOf('undeclared', `${ecosystem}:${name}`, place),
          ),
          ...unused.map(({ ecosystem, name, place }) => resultOf('unused', `${ecosystem}:${name}`, place)),
        ],
      },
    ],
  };
}

function resultOf(ruleId: string, facts: string, { file, line }: Place): Result {
  const index = RULES.findIndex(([id]) => id === ruleId);
  const rule = RULES[index]?.[1];
  return {
    ruleId,
    ruleIndex: index,
    level: rule?.level ?? 'error',
    message: { text: `${rule?.text ?? ruleId}: ${facts}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: {
            uri: file.split('/').map(encodeURIComponent).join('/'),
            uriBaseId: '%SRCROOT%',
          },
          ...(line === undefined ? {} : { region: { startLine: line } }),
        },
      },
    ],
  };
}
