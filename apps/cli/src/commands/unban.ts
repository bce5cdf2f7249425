import { DomainError, liftBan, parseEcosystem, unbanPackage } from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from '../cli';
import { packageFrom } from '../package-spec';
import { receiptOutcome } from '../receipt';
import { refOf } from '../target-option';

interface Options {
  id?: string;
  reason?: string;
  ecosystem?: string;
}

export function addUnban(program: Command, run: Run): void {
  program
    .command('unban')
    .summary('lift a ban; what was approved before is approved again')
    .argument('[package]', 'npm:qs@6.11.0')
    .option('--id <ban>', 'a ban of more than one version, as `sallyport bans` lists them')
    .option('--ecosystem <name>', 'pypi or npm, for a package without a prefix')
    .option('--reason <text>', 'why; kept; needed with --id')
    .action((word: string | undefined, _: unknown, command: Command) =>
      run<Options>(command, async (session, { id, reason, ecosystem }) => {
        const { actor } = session;
        if ((id === undefined) === (word === undefined)) throw oneOfThem();
        if (id !== undefined) {
          if (reason === undefined)
            throw new DomainError('invalid-request', 'Lifting a ban by --id needs --reason');
          const client = await session.clientFor(liftBan);
          return receiptOutcome('lifted', await client.call(liftBan, { actor, banId: id, reason }));
        }
        const pkg = packageFrom(word ?? '', ecosystem === undefined ? undefined : parseEcosystem(ecosystem));
        const client = await session.clientFor(unbanPackage);
        return receiptOutcome('unbanned', await client.unban({ actor, package: refOf(pkg), reason }));
      }),
    );
}

function oneOfThem(): DomainError {
  return new DomainError('invalid-request', 'Exactly one of a package and --id is needed', {
    hint: '`sallyport bans` lists the bans that have an id, `sallyport list --status banned` the packages.',
  });
}
