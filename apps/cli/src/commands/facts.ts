import { describePackage, getFacts, parseEcosystem } from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from '../cli';
import { packageFrom } from '../package-spec';
import { factsLines } from '../review/facts-text';
import { registryLines } from '../review/registry-text';
import { foreign } from '../screen/foreign';
import { refOf } from '../target-option';

export function addFacts(program: Command, run: Run): void {
  program
    .command('facts')
    .summary('what is known of one package version: scan, release, advisories, and what its registry says')
    .argument('<package>', 'npm:qs@6.11.0')
    .option('--ecosystem <name>', 'pypi or npm, for a package without a prefix')
    .action((word: string, _: unknown, command: Command) =>
      run<{ ecosystem?: string }>(command, async (session, { ecosystem }) => {
        const pkg = packageFrom(word, ecosystem === undefined ? undefined : parseEcosystem(ecosystem));
        const client = await session.clientFor(getFacts);
        const reply = await client.call(getFacts, refOf(pkg));
        return {
          json: reply,
          text: ({ paint }) =>
            [
              paint.bold(foreign(describePackage(pkg))),
              ...factsLines(reply.facts, paint).map((line) => `   ${line}`),
              ...registryLines(reply.facts?.release.registry, paint).map((line) => `   ${line}`),
            ].join('\n'),
        };
      }),
    );
}
