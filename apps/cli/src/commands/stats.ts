import { governanceStats, type ReplyOf } from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from '../cli';
import { foreign } from '../screen/foreign';
import type { Screen } from '../screen/screen';

/** The busiest that are shown on a screen; `--json` has up to 100. */
const SHOWN = 5;

export function addStats(program: Command, run: Run): void {
  program
    .command('stats')
    .summary('counts of packages, agents and checks; the view that answers them')
    .action((_: unknown, command: Command) =>
      run(command, async (session) => {
        const client = await session.clientFor(governanceStats);
        const stats = await client.stats();
        return { json: stats, text: (screen) => statsText(stats, screen) };
      }),
    );
}

export function statsText(stats: ReplyOf<typeof governanceStats>, { table }: Screen): string {
  const { checks, view } = stats;
  const whose = checks.shared === true ? 'of all replicas' : 'of the replica that answered';
  const busiest = (entries: readonly { total: number; refused: number }[], names: readonly string[]) =>
    entries
      .slice(0, SHOWN)
      .map(({ total, refused }, index) => `${foreign(names[index] ?? '', 120)} ${total} (${refused} refused)`)
      .join(', ') || 'none';
  return table(
    ['what', 'how many'],
    [
      ['registry revision', String(stats.revision)],
      ['packages', counted(stats.packages)],
      ['agents', String(stats.agents)],
      [`checks answered, ${whose}`, `${checks.total}, of them ${checks.allowed} allowed`],
      ['by reason', counted(checks.byReason)],
      [
        'busiest agents',
        busiest(
          checks.byAgent,
          checks.byAgent.map(({ agentId }) => agentId),
        ),
      ],
      [
        'busiest packages',
        busiest(
          checks.byPackage,
          checks.byPackage.map(({ ecosystem, name, version }) => `${ecosystem}:${name}@${version}`),
        ),
      ],
      ['in the view', counted(view.records)],
      ['policy', foreign(view.policyVersion)],
      ['facts used again', `${view.cacheHits} of ${view.cacheHits + view.cacheMisses}`],
      ['versions decided ahead of checks', String(view.decidedAhead)],
      ['decisions not yet in the audit stream', String(stats.auditBacklog)],
    ],
  );
}

function counted(entries: Readonly<Record<string, number | undefined>>): string {
  return (
    Object.entries(entries)
      .map(([name, count]) => `${foreign(name, 60)} ${count ?? 0}`)
      .join(', ') || 'none'
  );
}
