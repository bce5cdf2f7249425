import {
  DomainError,
  getBehaviour,
  getFacts,
  parseDigest,
  parseEcosystem,
  type Digest,
  type ReplyOf,
} from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from '../cli';
import { packageFrom } from '../package-spec';
import { contractLines } from '../review/behaviour-text';
import type { Session } from '../session';
import { refOf } from '../target-option';

/** Files of one version that are asked for; a release with more has one for each system. */
const MAX_FILES = 10;

export function addBehaviour(program: Command, run: Run): void {
  program
    .command('behaviour')
    .summary('what the files of a version were seen to do when they were last run in the cages')
    .argument('<package or digest>', 'npm:qs@6.11.0, or sha256:… of one file')
    .option('--ecosystem <name>', 'pypi or npm, for a package without a prefix')
    .action((word: string, _: unknown, command: Command) =>
      run<{ ecosystem?: string }>(command, async (session, { ecosystem }) => {
        const digests = await digestsOf(word, ecosystem, session);
        const client = await session.clientFor(getBehaviour);
        const seen: ReplyOf<typeof getBehaviour>[] = [];
        for (const digest of digests) {
          const found = await client.call(getBehaviour, { digest }).catch(nothingOf);
          if (found !== undefined) seen.push(found);
        }
        if (seen.length === 0)
          throw new DomainError('behaviour-not-found', `No file of ${word} was ever run in the cages`);
        return {
          json: { behaviours: seen },
          text: ({ paint }) => seen.map((one) => contractLines(one, paint).join('\n')).join('\n\n'),
        };
      }),
    );
}

async function digestsOf(word: string, ecosystem: string | undefined, session: Session): Promise<Digest[]> {
  if (word.startsWith('sha256:')) return [parseDigest(word)];
  const pkg = packageFrom(word, ecosystem === undefined ? undefined : parseEcosystem(ecosystem));
  const { facts } = await (await session.clientFor(getFacts)).call(getFacts, refOf(pkg));
  return (facts?.artifacts ?? []).slice(0, MAX_FILES).map(({ digest }) => digest);
}

function nothingOf(cause: unknown): undefined {
  if (DomainError.is(cause) && cause.code === 'behaviour-not-found') return undefined;
  throw cause;
}
