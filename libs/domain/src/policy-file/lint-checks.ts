import type { Policy, PolicyRules } from '../policy/policy';
import { licenceFaults } from './lint-licences';
import { mostPermissiveFirst } from './lint-thresholds';

export interface LintFault {
  level: 'error' | 'warning';
  path: readonly PropertyKey[];
  message: string;
}
export type LintCheck = (policy: Policy) => Iterable<LintFault>;

const RULE_NAMES = (rules: PolicyRules) => Object.keys(rules) as (keyof PolicyRules)[];

/** One function for each thing that is looked for. */
export const LINT_CHECKS: readonly LintCheck[] = [
  mostPermissiveFirst,
  licenceFaults,
  wideNames,
  rulesThatDoNotDecide,
  advisoriesWithoutData,
  factorsOfNothing,
  suspiciousThatPasses,
  weakReview,
  untested,
];

/** `*` as an own name would take the rule away from everything. */
function* wideNames({ rules }: Policy): Iterable<LintFault> {
  const lists = [
    { path: ['rules', 'release-too-new', 'own'], names: rules['release-too-new'].own },
    { path: ['rules', 'build-scripts', 'packages'], names: rules['build-scripts'].packages },
  ];
  for (const { path, names } of lists) {
    const seen = new Set<string>();
    for (const [index, name] of names.entries()) {
      const at = [...path, index];
      if (!/^[A-Za-z0-9@*][A-Za-z0-9@*._~/-]*$/.test(name))
        yield { level: 'error', path: at, message: `"${name}" is no package name and no pattern with "*"` };
      else if (isWide(name))
        yield {
          level: 'error',
          path: at,
          message: `"${name}" takes in too much: name a scope ("@acme/*") or three letters at least ("acme-*")`,
        };
      if (seen.has(name)) yield { level: 'warning', path: at, message: `"${name}" is there twice` };
      seen.add(name);
    }
  }
}

/** A scope belongs to somebody, so all of one is narrow; a short beginning of a name is anybody's. */
function isWide(name: string): boolean {
  if (!name.includes('*')) return false;
  const [, scope] = /^@([^/*]+)\//.exec(name) ?? [];
  return scope === undefined && name.replace(/[^A-Za-z0-9]/g, '').length < 3;
}

function* rulesThatDoNotDecide({ rules }: Policy): Iterable<LintFault> {
  for (const name of RULE_NAMES(rules)) {
    const mode = rules[name]?.mode;
    const path = ['rules', name];
    if (mode === 'dry-run')
      yield { level: 'warning', path, message: 'runs dry: what it would refuse is told and still allowed' };
    if (mode === 'off') yield { level: 'warning', path, message: 'is off: it refuses nothing' };
  }
}

/** Without data no advisory matches anything, and the threshold refuses nothing. */
function* advisoriesWithoutData({ rules }: Policy): Iterable<LintFault> {
  const stale = rules['advisories-stale'];
  if (rules['advisory-severity'].mode !== 'enforce') return;
  if (stale.mode === 'enforce' && stale.required) return;
  yield {
    level: 'warning',
    path: ['rules', 'advisory-severity'],
    message:
      stale.mode === 'enforce'
        ? 'decides by advisories, but "advisories-stale.required: false" lets pass where none are loaded'
        : `decides by advisories, but "advisories-stale" is ${stale.mode === 'off' ? 'off' : 'in dry run'}: nobody notices that none are loaded`,
  };
}

function* factorsOfNothing({ rules }: Policy): Iterable<LintFault> {
  const { minAgeHours, farReaching, lostProvenanceFactor } = rules['release-too-new'];
  if (Object.values(minAgeHours).some((hours) => hours > 0)) return;
  const path = ['rules', 'release-too-new'];
  const message = 'multiplies a least age that is 0 for every maturity';
  if (farReaching !== undefined) yield { level: 'error', path: [...path, 'farReaching'], message };
  if (lostProvenanceFactor !== 1) yield { level: 'error', path: [...path, 'lostProvenanceFactor'], message };
}

function* suspiciousThatPasses({ rules }: Policy): Iterable<LintFault> {
  const { refuseFrom } = rules.suspicious;
  for (const maturity of ['intern', 'supervised', 'autonomous'] as const)
    if (refuseFrom[maturity] === 'malicious')
      yield {
        level: 'warning',
        path: ['rules', 'suspicious', 'refuseFrom', maturity],
        message: 'lets suspicious packages pass; malicious ones are refused whatever stands here',
      };
}

function* weakReview({ review, delta, malwareReportsBan }: Policy): Iterable<LintFault> {
  const warning = (path: string[], message: string): LintFault => ({ level: 'warning', path, message });
  if (
    review.twoReviewersUpTo === null &&
    review.twoReviewersCapabilities.length === 0 &&
    !review.twoReviewersForStanding
  )
    yield warning(['review', 'twoReviewersUpTo'], 'one reviewer is enough for everything');
  if (!review.requireScan) yield warning(['review', 'requireScan'], 'approvals are given without evidence');
  if (review.maxApprovalDays === null) yield warning(['review', 'maxApprovalDays'], 'approvals need no end');
  if (review.breakGlassHours > 72)
    yield warning(
      ['review', 'breakGlassHours'],
      'one reviewer alone can open the gate for more than three days',
    );
  if (delta.inherit && delta.step === 'any')
    yield warning(['delta', 'step'], 'a new major version inherits the approval of an old one');
  if (!malwareReportsBan)
    yield warning(['malwareReportsBan'], 'a malware report refuses its version, and nobody is told by a ban');
}

function* untested({ rules, tests }: Policy): Iterable<LintFault> {
  if (tests.length === 0) {
    yield { level: 'warning', path: ['tests'], message: 'the policy has no tests of its own' };
    return;
  }
  const named = new Set<string>();
  for (const [index, { name }] of tests.entries()) {
    if (named.has(name))
      yield {
        level: 'warning',
        path: ['tests', index, 'name'],
        message: `"${name}" is the name of two tests`,
      };
    named.add(name);
  }
  const expected = new Set(tests.map(({ expect }) => expect.reasonCode));
  for (const name of RULE_NAMES(rules))
    if (rules[name]?.mode === 'enforce' && !expected.has(name))
      yield { level: 'warning', path: ['rules', name], message: `decides, but no test expects "${name}"` };
}
