import { DomainError, listPackages, printable, Status, type PackageRecord } from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from '../cli';
import { wholeNumber } from '../number-option';
import { foreign } from '../screen/foreign';
import type { Paint } from '../screen/paint';

interface Options {
  ecosystem?: string;
  status?: string;
  request?: string;
  limit: number;
  after?: string;
}

const ListedStatus = Status.exclude(['unknown']);

export function addList(program: Command, run: Run): void {
  program
    .command('list')
    .summary('what the registry knows of packages')
    .option('--ecosystem <name>', 'only pypi or npm')
    .option('--status <status>', `only ${ListedStatus.options.join(', ')}`)
    .option('--request <id>', 'only what this request asked for')
    .option('--limit <count>', 'at most so many', wholeNumber(1, 1_000), 100)
    .option('--after <cursor>', 'go on after the page before')
    .action((_: unknown, command: Command) =>
      run<Options>(command, async (session, options) => {
        const client = await session.clientFor(listPackages);
        const reply = await client.list({
          ecosystem: options.ecosystem,
          status: statusFrom(options.status),
          requestId: options.request,
          limit: options.limit,
          after: options.after,
        });
        return {
          json: reply,
          text: ({ paint, table }) =>
            reply.packages.length === 0
              ? 'The registry knows no such package.'
              : [
                  table(
                    ['package', 'version', 'status', 'for', 'changed by', 'why'],
                    reply.packages.map((entry) => row(entry, paint)),
                  ),
                  ...(reply.next === null ? [] : [paint.dim(`more: --after ${foreign(reply.next, 1_024)}`)]),
                ].join('\n'),
        };
      }),
    );
}

function statusFrom(text: string | undefined): PackageStatus | undefined {
  if (text === undefined) return undefined;
  const parsed = ListedStatus.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new DomainError('invalid-request', `"${printable(text, 60)}" is not a status`, {
    hint: `Use one of: ${ListedStatus.options.join(', ')}.`,
  });
}

type PackageStatus = Exclude<Status, 'unknown'>;

const TONE: Readonly<Record<Status, keyof Paint>> = {
  unknown: 'dim',
  untrusted: 'dim',
  pending: 'yellow',
  active: 'green',
  banned: 'red',
};

function row(entry: PackageRecord, paint: Paint): string[] {
  return [
    foreign(`${entry.ecosystem}:${entry.name}`),
    foreign(entry.version),
    paint[TONE[entry.status]](entry.status),
    entry.minMaturity === null ? '' : `${entry.minMaturity}+`,
    foreign(entry.changedBy),
    foreign(entry.banReason ?? '', 500),
  ];
}
