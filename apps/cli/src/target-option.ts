import {
  DomainError,
  isErrorCode,
  reviewMany,
  type PackageRef,
  type ReplyOf,
  type RequestOf,
} from '@sallyport/domain';
import type { Command } from 'commander';
import { EXIT, EXIT_OF_ERROR, worstExit, type ExitCode } from './exit-code';
import type { Outcome } from './outcome';
import { packagesFrom } from './package-spec';
import { foreign } from './screen/foreign';
import type { Session } from './session';

/** What a review is about: packages, or the whole closure of a request, or of several. */
export interface TargetOptions {
  request?: string[];
  ecosystem?: string;
}

type Target = { packages: PackageRef[] } | { requestId: string };
type Review = Omit<RequestOf<typeof reviewMany>['reviews'][number], 'requestId'>;
type Result = ReplyOf<typeof reviewMany>['results'][number];

export function addTargetOptions(command: Command): Command {
  return command
    .argument('[package...]', 'npm:lodash@4.17.21 ...')
    .option('--request <id>', 'the request whose whole closure is meant; may be given again', collected)
    .option('--ecosystem <name>', 'pypi or npm, for packages without a prefix');
}

/** @throws DomainError `empty-request` without either, `invalid-request` with both */
export function targetFrom(
  words: readonly string[],
  options: TargetOptions,
): Target | { requestIds: readonly string[] } {
  const requestIds = [...new Set(options.request ?? [])];
  const [requestId] = requestIds;
  if (requestId === undefined) return { packages: packagesFrom(words, options.ecosystem).map(refOf) };
  if (words.length === 0) return requestIds.length === 1 ? { requestId } : { requestIds };
  throw new DomainError('invalid-request', 'Packages and --request cannot be combined', {
    hint: 'Name packages, or requests whose whole closures are meant.',
  });
}

/** The plain triple that the contracts take. */
export function refOf({ ecosystem, name, version }: PackageRef): PackageRef {
  return { ecosystem, name, version };
}

/** Each request is an act of its own: one that cannot be decided holds none of the others. */
export async function reviewed(
  session: Session,
  requestIds: readonly string[],
  review: Review,
): Promise<Outcome> {
  const client = await session.clientFor(reviewMany);
  const { results } = await client.call(reviewMany, {
    actor: session.actor,
    reviews: requestIds.map((requestId) => ({ requestId, ...review })),
  });
  return {
    json: { results },
    exit: worstExit(results.map(exitOf)),
    text: ({ paint, table }) =>
      table(
        ['request', 'what became of it'],
        results.map(({ requestId, receipt, error }) => [
          foreign(requestId),
          error === null
            ? paint.green(
                `${receipt?.changed ?? 0} changed, ${receipt?.awaitingSecond ?? 0} wait for a second reviewer`,
              )
            : `${paint.red(foreign(error.code))}: ${foreign(error.message, 500)} (${foreign(error.hint, 500)})`,
        ]),
      ),
  };
}

function exitOf({ error }: Result): ExitCode {
  if (error === null) return EXIT.ok;
  return isErrorCode(error.code) ? EXIT_OF_ERROR[error.code] : EXIT.internal;
}

function collected(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}
