import type { Policy, PolicyRules } from '../policy/policy';
import { SEVERITIES, VERDICTS } from '../scan/report';
import type { LintFault } from './lint-checks';

type PerMaturity<Value> = Readonly<Record<'intern' | 'supervised' | 'autonomous', Value>>;

const STEPS = [
  ['intern', 'supervised'],
  ['supervised', 'autonomous'],
] as const;

/**
 * More maturity may only ever mean more leave: a threshold that is laxer for an intern than for a supervised agent is a
 * slip of the pen, and raising an agent would take something from it.
 */
export function* mostPermissiveFirst({ rules }: Policy): Iterable<LintFault> {
  const rank = (order: readonly string[]) => (value: string) => order.indexOf(value);
  const larger = (value: number) => value;
  const smaller = (value: number) => -value;
  const perhaps = (value: boolean) => Number(value);

  yield* rising(['advisory-severity', 'refuseFrom'], rules['advisory-severity'].refuseFrom, rank(SEVERITIES));
  yield* rising(['advisories-stale', 'maxAgeHours'], rules['advisories-stale'].maxAgeHours, larger);
  yield* rising(['suspicious', 'refuseFrom'], rules.suspicious.refuseFrom, rank(VERDICTS));
  yield* rising(['release-too-new', 'minAgeHours'], rules['release-too-new'].minAgeHours, smaller);
  yield* rising(['build-scripts', 'allow'], rules['build-scripts'].allow, perhaps);
  yield* rising(['closure-too-large', 'maxPackages'], rules['closure-too-large'].maxPackages, larger);
  yield* registryThresholds(rules, { larger, smaller, perhaps, rank });
  yield* rising(['name-accused', 'stops'], rules['name-accused'].stops, (stops) => Number(!stops));
  yield* rising(['install-script-changed', 'allow'], rules['install-script-changed'].allow, perhaps);
  yield* rising(['install-script-changed', 'codeToo'], rules['install-script-changed'].codeToo, (watched) =>
    Number(!watched),
  );
  yield* growing(['capability-gained', 'allow'], rules['capability-gained'].allow);
  yield* growing(['source-kind', 'allow'], rules['source-kind'].allow);
}

interface Leaves {
  larger: (value: number) => number;
  smaller: (value: number) => number;
  perhaps: (value: boolean) => number;
  rank: (order: readonly string[]) => (value: string) => number;
}

/** Rules that a policy may leave out. */
function* registryThresholds(rules: PolicyRules, leave: Leaves): Iterable<LintFault> {
  for (const name of ['deprecated', 'source-mismatch', 'install-scripts-hidden'] as const) {
    const allow = rules[name]?.allow;
    if (allow !== undefined) yield* rising([name, 'allow'], allow, leave.perhaps);
  }
  const publisher = rules['publisher-changed']?.allow;
  if (publisher !== undefined)
    yield* rising(['publisher-changed', 'allow'], publisher, leave.rank(['same', 'earlier', 'anyone']));
  const dormant = rules['long-dormant']?.maxDays;
  if (dormant !== undefined) yield* rising(['long-dormant', 'maxDays'], dormant, leave.larger);
  const fresh = rules['new-dependency-in-patch']?.minAgeDays;
  if (fresh !== undefined) yield* rising(['new-dependency-in-patch', 'minAgeDays'], fresh, leave.smaller);
  const burst = rules['release-burst'];
  if (burst !== undefined) {
    yield* rising(['release-burst', 'maxInHour'], burst.maxInHour, leave.larger);
    yield* rising(['release-burst', 'maxInDay'], burst.maxInDay, leave.larger);
  }
  const jump = rules['version-jump'];
  if (jump !== undefined) {
    yield* rising(['version-jump', 'maxMajors'], jump.maxMajors, leave.larger);
    yield* rising(['version-jump', 'allowLower'], jump.allowLower, leave.perhaps);
  }
}

function* rising<Value>(
  path: string[],
  values: PerMaturity<Value>,
  leave: (value: Value) => number,
): Iterable<LintFault> {
  for (const [lower, higher] of STEPS)
    if (leave(values[lower]) > leave(values[higher]))
      yield {
        level: 'error',
        path: ['rules', ...path, lower],
        message: `${String(values[lower])} for ${lower} is laxer than ${String(values[higher])} for ${higher}`,
      };
}

function* growing(path: string[], values: PerMaturity<readonly string[]>): Iterable<LintFault> {
  for (const [lower, higher] of STEPS)
    for (const value of values[lower])
      if (!values[higher].includes(value))
        yield {
          level: 'error',
          path: ['rules', ...path, lower],
          message: `${value} is for ${lower} and not for ${higher}`,
        };
}
