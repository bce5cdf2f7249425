import { governanceStats } from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from '../cli';

export function addStats(program: Command, run: Run): void {
  program
    .command('stats')
    .summary('counts of packages, agents and checks')
    .action((_: unknown, command: Command) =>
      run(command, async (session) => {
        const client = await session.clientFor(governanceStats);
        const stats = await client.stats();
        const counted = (entries: Record<string, number | undefined>) =>
          Object.entries(entries)
            .map(([name, count]) => `${name} ${count ?? 0}`)
            .join(', ') || 'none';
        return {
          json: stats,
          text: ({ table }) =>
            table(
              ['what', 'how many'],
              [
                ['registry revision', String(stats.revision)],
                ['packages', counted(stats.packages)],
                ['agents', String(stats.agents)],
                ['checks answered', `${stats.checks.total}, of them ${stats.checks.allowed} allowed`],
                ['by reason', counted(stats.checks.byReason)],
                ['decisions not yet in the audit stream', String(stats.auditBacklog)],
              ],
            ),
        };
      }),
    );
}
