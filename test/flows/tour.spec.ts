import { execFile } from 'node:child_process';
import { resolve } from 'node:path';

interface TourReport {
  ok: boolean;
  steps: { name: string; ok: boolean; detail: unknown; ms: number }[];
}

const CLI = resolve(__dirname, '../../apps/cli/dist/main.js');

/** The tour is the acceptance test of the whole product; here it runs twice, as on a second `npm start`. */
describe('test/flows/tour', () => {
  it.each(['first', 'second'])(
    'shows the main job on real packages: %s run',
    async () => {
      const report = await runTour();

      expect(report.steps.filter(({ ok }) => !ok)).toEqual([]);
      expect(report.ok).toBe(true);
      expect(report.steps.length).toBeGreaterThanOrEqual(30);
    },
    300_000,
  );
});

function runTour(): Promise<TourReport> {
  return new Promise((done, fail) => {
    execFile(
      process.execPath,
      [CLI, 'tour', '--json'],
      { maxBuffer: 64 * 1024 ** 2 },
      (error, stdout, stderr) => {
        try {
          done(JSON.parse(stdout) as TourReport);
        } catch (cause) {
          fail(
            new Error(
              `The tour printed no report: ${stdout.slice(-2_000)} ${stderr.slice(-2_000)} ${error?.message ?? ''}`,
              { cause },
            ),
          );
        }
      },
    );
  });
}
