import {
  DomainError,
  installer,
  parseEcosystem,
  type InstallerEndpoints,
  type RequestOf,
} from '@sallyport/domain';
import type { Command } from 'commander';
import { agentFrom } from '../agent-option';
import type { Run } from '../cli';
import { EXIT } from '../exit-code';
import { wholeNumber } from '../number-option';
import { foreign, foreignBlock } from '../screen/foreign';
import type { Surroundings } from '../surroundings';
import { textOfFile } from '../text-of-file';

interface Options {
  agent?: string;
  code?: string;
  file?: string;
  input?: string;
  wallMs?: number;
  memoryMb?: number;
}

type Request = RequestOf<InstallerEndpoints['execute']>;

export function addRun(program: Command, run: Run): void {
  program
    .command('run')
    .summary('run code in the sealed image of a skill')
    .description(
      'Checks the closure of the image again, then runs code in a locked-down container: no network, nothing writable but /tmp.',
    )
    .argument('<skill>', 'id of an installed skill')
    .argument('<ecosystem>', 'pypi or npm')
    .option('--agent <id>', 'the agent (default: SALLYPORT_AGENT)')
    .option(
      '--code <text>',
      'npm: body of an async function that returns the answer; pypi: sets the variable result',
    )
    .option('--file <path>', 'the same from a file')
    .option('--input <json>', 'what the code sees as inputs')
    .option('--wall-ms <ms>', 'stop it after so long', wholeNumber(100, 600_000))
    .option('--memory-mb <MiB>', 'memory that it may use', wholeNumber(32, 8_192))
    .action((skillId: string, named: string, _: unknown, command: Command) =>
      run<Options>(command, async (session, options) => {
        const ecosystem = parseEcosystem(named);
        const agentId = agentFrom(options.agent, session.around.env);
        const code = codeFrom(options, session.around);
        const inputs = inputsFrom(options.input);
        const client = await session.clientFor(installer[ecosystem].execute);
        const reply = await client.execute({
          ecosystem,
          skillId,
          agentId,
          code,
          inputs,
          limits: limitsFrom(options),
        });
        const { execution } = reply;
        const ended = execution.death === 'exited' && execution.exitCode === 0 && execution.error === null;
        return {
          json: reply,
          exit: ended ? EXIT.ok : EXIT.failed,
          text: ({ paint }) =>
            [
              ...(execution.stdout === '' ? [] : [foreignBlock(execution.stdout.trimEnd())]),
              ...(execution.stderr === '' ? [] : [paint.yellow(foreignBlock(execution.stderr.trimEnd()))]),
              ...(execution.truncated ? [paint.yellow('(output was cut at its limit)')] : []),
              ended
                ? `${paint.green('result')}  ${foreignBlock(JSON.stringify(execution.result))}`
                : `${paint.red('failed')}  ${foreign(execution.error ? `${execution.error.type}: ${execution.error.message}` : `death: ${execution.death}, exit code ${execution.exitCode}`, 2_000)}`,
              paint.dim(
                `${Math.round(execution.usage.wallMs)} ms, image ${foreign(reply.imageId.slice(0, 19))}…, checked at revision ${reply.revision}`,
              ),
            ].join('\n'),
        };
      }),
    );
}

function codeFrom({ code, file }: Options, around: Surroundings): string {
  if ((code === undefined) === (file === undefined)) {
    throw new DomainError('invalid-request', 'Exactly one of --code and --file is needed');
  }
  if (code !== undefined) return code;
  return textOfFile(around, file ?? '');
}

function inputsFrom(text: string | undefined): Request['inputs'] {
  if (text === undefined) return null;
  try {
    return JSON.parse(text) as Request['inputs'];
  } catch (cause) {
    throw new DomainError('malformed-json', '--input is not JSON', {
      cause,
      hint: `For example: --input '{"x":1}'.`,
    });
  }
}

function limitsFrom({ wallMs, memoryMb }: Options): Request['limits'] {
  return {
    ...(wallMs === undefined ? {} : { wallMs }),
    ...(memoryMb === undefined ? {} : { memoryBytes: memoryMb * 1024 * 1024 }),
  };
}
