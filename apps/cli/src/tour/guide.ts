import type { Outcome } from '../outcome';
import { EXIT } from '../exit-code';
import { foreign } from '../screen/foreign';
import { screenOf, type Screen } from '../screen/screen';
import type { Surroundings } from '../surroundings';
import type { TourGuide, TourReport } from './tour';

/** Tells a person what happens; with `--json` only the names of the steps, on stderr. */
export function guideFor(around: Surroundings, json: boolean): TourGuide & { tell(line: string): void } {
  const screen = screenOf(around);
  const { paint } = screen;
  const out = (json ? around.stderr : around.stdout).write.bind(json ? around.stderr : around.stdout);
  return {
    begins: (number, name) =>
      out(`${json ? '' : '\n'}${paint.bold(`${String(number).padStart(2)}  ${name}`)}\n`),
    tell: (line) => out(`    ${paint.dim(line)}\n`),
    ended({ ok, detail, ms }, show) {
      if (show && !json) out(`${indented(show(screen))}\n`);
      out(
        `    ${ok ? paint.green('ok') : paint.red('FAILED')}  ${foreign(detail, 1_000)} ${paint.dim(`(${ms} ms)`)}\n`,
      );
    },
  };
}

export function tourOutcome(report: TourReport): Outcome {
  return { json: report, exit: report.ok ? EXIT.ok : EXIT.denied, text: (screen) => summary(report, screen) };
}

function summary({ ok, steps, totals }: TourReport, { paint, table }: Screen): string {
  const rows = steps.map((step, index) => [
    String(index + 1),
    step.name,
    step.ok ? foreign(step.detail, 400) : paint.red(`FAILED: ${foreign(step.detail, 600)}`),
    String(step.ms),
  ]);
  const verdict = ok
    ? paint.green('The tour is complete.')
    : paint.red(`${totals.failed} of ${totals.steps} steps failed.`);
  const figures = `${totals.packages} packages, ${totals.checks} checks, ${totals.executions} executions, ${totals.events} audit events, ${(totals.ms / 1_000).toFixed(1)} s`;
  return `\n${table(['#', 'step', 'what happened', 'ms'], rows)}\n${verdict} ${figures}.`;
}

function indented(text: string): string {
  return text.replace(/^/gm, '    ');
}
