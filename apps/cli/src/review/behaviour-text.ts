import { DETONATION_ENVIRONMENTS, type Behaviour, type ReplyOf, type getBehaviour } from '@sallyport/domain';
import { foreign } from '../screen/foreign';
import type { Paint } from '../screen/paint';

const DOES: Readonly<Record<Behaviour['act'], string>> = {
  start: 'starts',
  read: 'reads',
  write: 'writes',
  delete: 'deletes',
  'look-up': 'looks up',
  connect: 'connects to',
  'send-canary': 'sends the credential planted in',
};

/** `install: connects to 192.0.2.9:80 (ci only)`. What it names was chosen by the code that was run. */
export function behaviourText({ phase, act, what, environments }: Behaviour): string {
  const isEverywhere = environments.length === DETONATION_ENVIRONMENTS.length;
  return `${phase}: ${DOES[act]} ${what}${isEverywhere ? '' : ` (${environments.join(', ')} only)`}`;
}

export function contractLines(
  { contract, verdict, findings, detonator, at, behaviour }: ReplyOf<typeof getBehaviour>,
  paint: Paint,
): string[] {
  const { behaviours } = contract;
  const told = verdict === 'clean' || verdict === 'warning' ? verdict : paint.red(verdict);
  return [
    `${foreign(contract.name)} ${foreign(contract.version)}: ${told}, run at ${at} by detonator ${foreign(detonator, 64)}`,
    `behaviour ${behaviour}`,
    ...(behaviours.length === 0 ? ['  does nothing that is seen from outside'] : []),
    ...behaviours.map((one) => `  ${foreign(behaviourText(one), 300)}`),
    ...findings.map(({ rule, message }) => `  ${paint.yellow(rule)}: ${foreign(message, 500)}`),
  ];
}
