import { Command, CommanderError } from 'commander';
import { DomainError, PRODUCT_VERSION } from '@sallyport/domain';
import { COMMANDS } from './commands';
import { EXIT, EXIT_MEANINGS, EXIT_OF_ERROR, type ExitCode } from './exit-code';
import type { Outcome } from './outcome';
import { errorText } from './screen/error-text';
import { jsonDocument } from './screen/json';
import { paintFor } from './screen/paint';
import { screenOf } from './screen/screen';
import { Session, type CommonOptions } from './session';
import type { Surroundings } from './surroundings';

/** A command's own options together with those that every command has. */
export type Run = <Options extends object>(
  command: Command,
  act: (session: Session, options: Options & CommonOptions) => Promise<Outcome>,
) => Promise<void>;

/** Runs one command line. Never throws; resolves to the exit status. */
export async function runCli(words: readonly string[], around: Surroundings): Promise<ExitCode> {
  let exit: ExitCode = EXIT.ok;
  const run: Run = async (command, act) => {
    const options = command.optsWithGlobals();
    const session = new Session(around, options as CommonOptions);
    try {
      const outcome = await act(session, options as never);
      print(outcome, around, options.json === true);
      exit = outcome.exit ?? EXIT.ok;
    } finally {
      await session.close();
    }
  };
  try {
    await programFor(around, run).parseAsync([...words], { from: 'user' });
    return exit;
  } catch (cause) {
    return explain(cause, around, words.includes('--json'));
  }
}

function programFor(around: Surroundings, run: Run): Command {
  const program = new Command('sallyport')
    .description('The gate between AI agents and the public package registries.')
    .version(PRODUCT_VERSION)
    .option('--json', 'print one JSON document on stdout, nothing else')
    .option(
      '--as <role>',
      'use the credentials of: viewer, executor, reviewer or admin (default: the weakest role that may do it)',
    )
    .option('--actor <id>', 'who is recorded for a change (default: your user name)')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => around.stdout.write(text),
      // Faults are told once, by `explain`.
      writeErr: (text) => (text.startsWith('error:') ? undefined : around.stderr.write(text)),
    })
    .exitOverride()
    .addHelpText(
      'after',
      `\n${exitHelp()}\n\nA running stack is found through SALLYPORT_CONNECT, or .sallyport/connect.json here or above.`,
    );
  for (const add of COMMANDS) add(program, run);
  return program;
}

function exitHelp(): string {
  const rows = Object.entries(EXIT).map(
    ([name, code]) => `  ${code}  ${EXIT_MEANINGS[name as keyof typeof EXIT]}`,
  );
  return `Exit status:\n${rows.join('\n')}`;
}

function print(outcome: Outcome, around: Surroundings, json: boolean): void {
  if (json) return around.stdout.write(jsonDocument(outcome.json));
  const text = outcome.text(screenOf(around));
  around.stdout.write(text.endsWith('\n') || text === '' ? text : `${text}\n`);
}

function explain(cause: unknown, around: Surroundings, json: boolean): ExitCode {
  if (cause instanceof CommanderError && cause.exitCode === 0) return EXIT.ok;
  const error = asDomainError(cause);
  if (json) around.stdout.write(jsonDocument({ error: error.toBody() }));
  else around.stderr.write(errorText(error, paintFor(around.stderr, around.env)));
  return EXIT_OF_ERROR[error.code];
}

function asDomainError(cause: unknown): DomainError {
  if (DomainError.is(cause)) return cause;
  if (cause instanceof CommanderError) {
    const message =
      cause.code === 'commander.help' ? 'No command was given' : cause.message.replace(/^error: /, '');
    return new DomainError('invalid-request', message, {
      hint: '`sallyport --help`, or --help after a command, shows what can be said.',
    });
  }
  const facts = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  return new DomainError('internal', `The command failed unexpectedly: ${facts}`, {
    cause,
    hint: 'This is a fault of the command line; please report it.',
  });
}
