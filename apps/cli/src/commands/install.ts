import { installer, type Installation } from '@sallyport/domain';
import type { Command } from 'commander';
import { agentFrom } from '../agent-option';
import type { Run } from '../cli';
import { requirementsFrom } from '../package-spec';
import { installViewFor } from '../progress/install-view';
import { foreign } from '../screen/foreign';
import type { Screen } from '../screen/screen';
import { VERDICT_TONE } from '../screen/verdict-tone';

interface Options {
  agent?: string;
  ecosystem?: string;
}

export function addInstall(program: Command, run: Run): void {
  program
    .command('install')
    .summary('build the sealed image of a skill')
    .description(
      'Resolves, fetches, scans, checks the whole closure and builds one image for the skill. Progress is shown while it runs.',
    )
    .argument('<skill>', 'id of the skill')
    .argument('<requirement...>', 'npm express@^4, pypi:requests>=2,<3 ...')
    .option('--agent <id>', 'the agent that it is for (default: SALLYPORT_AGENT)')
    .option('--ecosystem <name>', 'pypi or npm, for requirements without a prefix')
    .action((skillId: string, words: string[], _: unknown, command: Command) =>
      run<Options>(command, async (session, options) => {
        const agentId = agentFrom(options.agent, session.around.env);
        const skill = { skillId, agentId, ...requirementsFrom(words, options.ecosystem) };
        const client = await session.clientFor(installer[skill.ecosystem].install);
        const view = installViewFor(session.around, options.json === true);
        const installation = await view.during((onProgress) => client.install(skill, { onProgress }));
        return { json: installation, text: (screen) => installationText(installation, screen) };
      }),
    );
}

export function installationText(installation: Installation, { paint, table }: Screen): string {
  const steps = Object.entries(installation.steps).map(([step, ms]) => `${foreign(step)} ${Math.round(ms)}`);
  const warnings = installation.warnings.map((warning) => [
    foreign(`${warning.name}@${warning.version}`),
    warning.severity,
    foreign(`${warning.rule}: ${warning.message}`, 300),
  ]);
  return [
    `${paint.green('installed')}  ${paint.bold(foreign(installation.skillId))}: ${installation.packages} ${installation.ecosystem} packages${installation.reused ? ', image of the same lock used again' : ''}`,
    `   image ${foreign(installation.image)}, lock ${installation.lockDigest.slice(0, 19)}…, revision ${installation.revision}`,
    `   verdict ${paint[VERDICT_TONE[installation.verdict]](installation.verdict)}; ms: ${steps.join(', ')}`,
    ...(warnings.length === 0 ? [] : [table(['package', 'severity', 'warning'], warnings)]),
  ].join('\n');
}
