import type { Policy } from '../policy/policy';
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
  yield* rising(['name-accused', 'stops'], rules['name-accused'].stops, (stops) => Number(!stops));
  yield* growing(['source-kind', 'allow'], rules['source-kind'].allow);
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
