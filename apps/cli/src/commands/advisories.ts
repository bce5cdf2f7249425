import { advisoryStatus, DomainError, importAdvisories } from '@sallyport/domain';
import type { Command } from 'commander';
import { resolve } from 'node:path';
import type { Run } from '../cli';
import { foreign } from '../screen/foreign';
import { importedExploitation, type ExploitationOptions } from './import-exploitation';

export function addAdvisories(program: Command, run: Run): void {
  const advisories = program.command('advisories').summary('known vulnerabilities: import, status');
  advisories
    .command('import')
    .summary("import advisories in the layout of OSV's exports")
    .argument('[source]', 'directory or zip that the scanner can read, or the http(s) URL of a zip')
    .option('--epss <file>', 'EPSS scores as FIRST publishes them (CSV, packed or not), to order findings by')
    .option(
      '--kev <file>',
      "CISA's catalogue of known exploited vulnerabilities (JSON), to order findings by",
    )
    .action((source: string | undefined, _: unknown, command: Command) =>
      run<ExploitationOptions>(command, async (session, options) => {
        if (source === undefined) return importedExploitation(session, options);
        if (options.epss !== undefined || options.kev !== undefined)
          throw new DomainError('invalid-request', 'Advisories are imported apart from --epss and --kev', {
            hint: 'Run the command once for the advisories and once for these files.',
          });
        const client = await session.clientFor(importAdvisories);
        const reply = await client.importAdvisories({
          actor: session.actor,
          source: absoluteSource(source, session.around.cwd),
        });
        return {
          json: reply,
          text: ({ paint, table }) =>
            [
              `${paint.green('imported')}  ${reply.imported} of ${reply.read} read; ${reply.unchanged} were there already, ${reply.refusedCount} could not be taken`,
              `now loaded: ${reply.advisories.advisories}`,
              ...(reply.refused.length === 0
                ? []
                : [
                    table(
                      ['file', 'why not'],
                      reply.refused.map((entry) => [foreign(entry.file), foreign(entry.reason, 300)]),
                    ),
                  ]),
              ...((reply.noted ?? []).length === 0
                ? []
                : [
                    `${paint.yellow('noted')}  ${reply.notedCount ?? 0} were taken all the same`,
                    table(
                      ['file', 'what'],
                      (reply.noted ?? []).map((entry) => [foreign(entry.file), foreign(entry.reason, 300)]),
                    ),
                  ]),
            ].join('\n'),
        };
      }),
    );
  advisories
    .command('status')
    .summary('how many are loaded, and since when')
    .action((_: unknown, command: Command) =>
      run(command, async (session) => {
        const client = await session.clientFor(advisoryStatus);
        const status = await client.advisoryStatus();
        const counts = Object.entries(status.byEcosystem).map(
          ([ecosystem, count]) => `${foreign(ecosystem)} ${count}`,
        );
        return {
          json: status,
          text: ({ paint }) =>
            status.loaded
              ? [
                  `${status.advisories} advisories (${counts.join(', ')}), imported ${status.importedAt ?? 'at an unknown time'}`,
                  ...(status.index === undefined ? [] : [indexText(status.index)]),
                ].join('\n')
              : paint.yellow('No advisories are loaded, so known vulnerabilities are not looked for.'),
        };
      }),
    );
}

function indexText({
  current,
  packages,
  bytes,
}: {
  current: boolean;
  packages: number;
  bytes: number;
}): string {
  if (!current) return 'looked up in the database: the index in memory is not of these';
  return `looked up in memory: ${packages} packages in ${(bytes / 1024 ** 2).toFixed(1)} MiB`;
}

/** The scanner has another working directory than we have. */
export function absoluteSource(source: string, cwd: string): string {
  return /^https?:\/\//i.test(source) ? source : resolve(cwd, source);
}
