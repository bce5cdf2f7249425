import type { SarifFinding, SarifRule, SarifRun } from '@sallyport/domain';
import type { Discovery, Place, Problem, Unresolved } from '../model/discovery';

/** What a rule says, and how much it matters. Its id is in results, so it is stable. */
type Rule = Omit<SarifRule, 'id'>;

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

const RULES: readonly SarifRule[] = [
  ...Object.entries(UNRESOLVED).map(([kind, rule]) => ({ id: `unresolved-${kind}`, ...rule })),
  ...[...Object.entries(PROBLEMS), ...Object.entries(DIFFERENCES)].map(([id, rule]) => ({ id, ...rule })),
];

/** Everything that stands in the way of a whole and declared list of requirements. */
export function requirementsRunOf(discovery: Discovery): SarifRun {
  const { unresolved, problems, undeclared, unused } = discovery;
  return {
    about: 'requirements',
    rules: RULES,
    findings: [
      ...unresolved.map(({ kind, text, candidates, place }) =>
        findingOf(
          UNRESOLVED[kind],
          `unresolved-${kind}`,
          candidates.length === 0 ? text : `${text}: one of ${candidates.join(', ')}`,
          place,
        ),
      ),
      ...problems.map(({ kind, message, place }) => findingOf(PROBLEMS[kind], kind, message, place)),
      ...undeclared.map(({ ecosystem, name, place }) =>
        findingOf(DIFFERENCES.undeclared, 'undeclared', `${ecosystem}:${name}`, place),
      ),
      ...unused.map(({ ecosystem, name, place }) =>
        findingOf(DIFFERENCES.unused, 'unused', `${ecosystem}:${name}`, place),
      ),
    ],
    isWhole: problems.length === 0,
  };
}

function findingOf({ text, level }: Rule, rule: string, facts: string, place: Place): SarifFinding {
  return { rule, level, message: `${text}: ${facts}`, place };
}
