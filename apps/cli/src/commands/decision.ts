import { parseDecisionKeys, verifyDecision } from '@sallyport/decision-signature';
import type { SignedDecision } from '@sallyport/domain';
import type { Command } from 'commander';
import type { Run } from '../cli';
import { EXIT } from '../exit-code';
import { foreign } from '../screen/foreign';
import type { Screen } from '../screen/screen';
import { textOfFile } from '../text-of-file';

/** More would scroll away; `--json` has all of them. */
const SHOWN = 20;

export function addDecision(program: Command, run: Run): void {
  const decision = program.command('decision').summary('signed decisions: verify, offline');
  decision
    .command('verify')
    .summary('is this decision signed by one of these keys, and what does it say?')
    .description(
      'Asks nobody. Exit status 0 where it is signed and allows, 1 where it is signed and does not, 6 where it is not signed.',
    )
    .argument('<file>', 'the decision as `check --signed` prints it; - for standard input')
    .requiredOption('--keys <file>', 'JSON Web Key Set of governance, as `keys --json` prints it')
    .action((file: string, _: unknown, command: Command) =>
      run<{ keys: string }>(command, async ({ around }, { keys: keysFile }) => {
        const keys = parseDecisionKeys(textOfFile(around, keysFile));
        const jws = textOfFile(around, file === '-' ? '/dev/stdin' : file).trim();
        const signed = await verifyDecision(jws, keys);
        return {
          json: { signed: true, decision: signed },
          exit: signed.allowed ? EXIT.ok : EXIT.denied,
          text: (screen) => decisionText(signed, screen),
        };
      }),
    );
}

function decisionText(decision: SignedDecision, { paint, table }: Screen): string {
  const { packages, lockDigest, skillId, without } = decision;
  const more = packages.length - SHOWN;
  return [
    `${paint.green('signed')}  ${decision.allowed ? paint.green('allowed') : paint.red(decision.effect)} for ${foreign(decision.agentId)}${skillId === undefined ? '' : `, skill ${foreign(skillId)}`}`,
    `   revision ${decision.revision}, policy ${foreign(decision.policyVersion)}, ${decision.decidedAt}`,
    ...(lockDigest === undefined ? [] : [`   closure ${foreign(lockDigest)}`]),
    ...(without.length === 0 ? [] : [`   without ${without.join(', ')}`]),
    table(
      [`${decision.ecosystem} package`, 'version', 'file'],
      packages
        .slice(0, SHOWN)
        .map(({ name, version, digest = 'any' }) => [foreign(name), foreign(version), foreign(digest)]),
    ),
    ...(more > 0 ? [`… and ${more} more; see them with --json`] : []),
  ].join('\n');
}
