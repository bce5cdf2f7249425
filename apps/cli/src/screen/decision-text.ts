import type { Decision } from '@sallyport/domain';
import { nextCommand } from '../next-command';
import { foreign } from './foreign';
import { jsonLine } from './json';
import type { Paint } from './paint';

/** So much evidence is shown on a screen; `--json` has all of it. */
const SHOWN = 12;

export function decisionMark({ effect }: Pick<Decision, 'effect'>, paint: Paint): string {
  if (effect === 'allow') return paint.green('allowed');
  return effect === 'deny' ? paint.red('denied') : paint.yellow('undecided, so denied');
}

/** Everything of a decision beside its mark: the reason first, what it rests on, and what could change it. */
export function decisionLines(
  decision: Decision & { alternative?: string | null | undefined },
  paint: Paint,
): string[] {
  const { evidence, without = [], exceptions = [], dryRun = [] } = decision;
  const more = evidence.length - SHOWN;
  return [
    `${foreign(decision.reason, 2_000)} ${paint.dim(`(${decision.reasonCode}, revision ${decision.revision}, policy ${foreign(decision.policyVersion)})`)}`,
    ...evidence.slice(0, SHOWN).map(({ fact, text, ref }) => {
      const where = ref === undefined ? '' : ` [${foreign(ref)}]`;
      return `${paint.dim(fact)}: ${foreign(text, 500)}${where}`;
    }),
    ...(more > 0 ? [paint.dim(`and ${more} more facts (--json)`)] : []),
    ...(decision.breakGlass === true
      ? [paint.red('BREAK GLASS: one reviewer let this through in a hurry')]
      : []),
    ...(without.length > 0 ? [paint.yellow(`granted without: ${without.join(', ')}`)] : []),
    ...(exceptions.length > 0
      ? [paint.yellow(`by exception: ${exceptions.map((id) => foreign(id)).join(', ')}`)]
      : []),
    ...(dryRun.length > 0 ? [paint.yellow(`rules in dry run that would refuse: ${dryRun.join(', ')}`)] : []),
    ...(decision.eligibleAt === null ? [] : [`by time alone: from ${decision.eligibleAt}`]),
    ...(decision.alternative
      ? [`${paint.green('instead')}: ${foreign(decision.alternative)} is allowed`]
      : []),
    ...nextLines(decision, paint),
  ];
}

/** One line for a table. */
export function decisionSummary(decision: Decision, alternative: string | null, paint: Paint): string {
  const { eligibleAt, nextStep } = decision;
  const command = nextStep === null ? undefined : nextCommand(nextStep);
  return [
    `${decision.reasonCode}: ${foreign(decision.reason, 500)}`,
    ...(alternative === null ? [] : [`${paint.green('instead')}: ${foreign(alternative)}`]),
    ...(eligibleAt === null ? [] : [`from ${eligibleAt}`]),
    ...(command === undefined ? [] : [`next: ${command}`]),
  ].join('\n');
}

function nextLines({ nextStep }: Decision, paint: Paint): string[] {
  if (nextStep === null) return [];
  const command = nextCommand(nextStep);
  if (command !== undefined) return [`next: ${paint.cyan(command)}`];
  return [paint.dim(`next: ${foreign(nextStep.subject)} ${foreign(jsonLine(nextStep.request), 500)}`)];
}
