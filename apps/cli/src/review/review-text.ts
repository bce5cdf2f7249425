import { describePackage, type getRequest, type ReplyOf } from '@sallyport/domain';
import { decisionMark } from '../screen/decision-text';
import { foreign } from '../screen/foreign';
import { grantText } from '../screen/grant-text';
import type { Paint } from '../screen/paint';
import type { Screen } from '../screen/screen';
import { shellWord } from '../screen/shell-word';
import { deltaLines } from './delta-text';
import { factsLines } from './facts-text';
import { ranked, type Evidence } from './rank';

export type Review = ReplyOf<typeof getRequest>;

/** A reviewer reads these in a minute; `--json` has every package. */
const SHOWN = 15;
const NAMED = 40;

/** A request as its reviewer needs it: who and what, what stands out (worst first), what is quiet, and how to decide. */
export function reviewText(review: Review, { paint }: Screen): string {
  const { loud, quiet } = ranked(review.evidence);
  const more = loud.length - SHOWN;
  return [
    ...headLines(review, paint),
    ...loud.slice(0, SHOWN).flatMap((each) => evidenceLines(each, paint)),
    ...(more > 0 ? [paint.yellow(`and ${more} more packages with something to say (--json)`)] : []),
    ...quietLines(quiet, paint),
    ...(review.evidenceLeftOut === undefined
      ? []
      : [paint.red(`${review.evidenceLeftOut} packages did not fit into the answer and are NOT shown`)]),
    ...commentLines(review, paint),
    ...decideLines(review, paint),
  ].join('\n');
}

function headLines(review: Review, paint: Paint): string[] {
  const { requestId, ecosystem, requirements, requestedBy, at, state, packages, waiting, awaitingSecond } =
    review;
  const tone = review.scan === 'done' ? paint.green : review.scan === 'failed' ? paint.red : paint.yellow;
  return [
    `${paint.bold(foreign(requestId))}  ${ecosystem} ${requirements.map((each) => foreign(each)).join(', ')}`,
    `   asked by ${foreign(requestedBy)} at ${at}${review.note === null ? '' : `: ${foreign(review.note, 500)}`}`,
    `   ${state}: ${packages} packages, ${waiting} wait, ${awaitingSecond} of them for a second reviewer`,
    `   scan ${tone(review.scan)}, verdict ${foreign(review.verdict ?? 'none yet')}, worst ${foreign(review.worst ?? 'nothing')}`,
    ...review.twoReviewers.map((why) => `   ${paint.yellow('two reviewers')}: ${foreign(why, 300)}`),
  ];
}

function evidenceLines(evidence: Evidence, paint: Paint): string[] {
  const { entry, delta, path, ifApproved } = evidence;
  const lines = [
    ...(path.length > 1 ? [`by ${foreign(path.join(' > '), 400)}`] : []),
    ...(entry === null || entry.banReason === null
      ? []
      : [paint.red(`banned: ${foreign(entry.banReason, 300)}`)]),
    ...(entry?.approval === 'approved'
      ? [`approved ${entry.minMaturity ?? ''}+: ${grantText(entry.grant, paint)}`]
      : []),
    ...(entry?.firstReview === undefined
      ? []
      : [paint.yellow(`first yes by ${foreign(entry.firstReview.by)}`)]),
    ...factsLines(evidence.facts, paint),
    ...deltaLines(delta, paint),
    ...(ifApproved === null
      ? []
      : [
          `if approved: ${decisionMark(ifApproved, paint)} ${ifApproved.reasonCode}: ${foreign(ifApproved.reason, 300)}`,
        ]),
  ];
  return [paint.bold(foreign(describePackage(evidence))), ...lines.map((line) => `   ${line}`)];
}

function quietLines(quiet: readonly Evidence[], paint: Paint): string[] {
  if (quiet.length === 0) return [];
  const named = quiet.slice(0, NAMED).map(({ name, version }) => foreign(`${name}@${version}`, 100));
  const more = quiet.length - named.length;
  return [
    `${paint.green('clean, nothing to say')}  ${quiet.length} packages: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
  ];
}

function commentLines({ comments }: Review, paint: Paint): string[] {
  return comments.map(
    ({ by, at, text }) => `${paint.cyan(foreign(by))} ${paint.dim(at)}: ${foreign(text, 2_000)}`,
  );
}

function decideLines({ requestId, state, revision }: Review, paint: Paint): string[] {
  const id = shellWord(requestId);
  if (state !== 'open' || id === undefined) return [];
  return [
    paint.dim(`approve: sallyport approve --request ${id} --min-maturity supervised --seen ${revision}`),
    paint.dim(`reject:  sallyport reject --request ${id} --reason <why> --seen ${revision}`),
  ];
}
