import { ExecutionResult } from '@sallyport/domain';

/** What the harness says on its last line. It lives with hostile code, so it is parsed like anything foreign. */
const HarnessReport = ExecutionResult.pick({ result: true, error: true }).extend({
  usage: ExecutionResult.shape.usage.omit({ wallMs: true }),
});
export type HarnessReport = ReturnType<typeof HarnessReport.parse>;

/**
 * Finds the report in what came on stdout and returns the rest as the code's own output. The last line with
 * the nonce counts. No report, or one that cannot be read, is undefined: nothing may be concluded from it.
 */
export function takeReport(
  stdout: Buffer,
  nonce: string,
): { report: HarnessReport | undefined; stdout: Buffer } {
  const mark = Buffer.from(`\n${nonce} `);
  const start = stdout.lastIndexOf(mark);
  if (start === -1) return { report: undefined, stdout };
  const lineEnd = stdout.indexOf(0x0a, start + mark.length);
  if (lineEnd === -1) return { report: undefined, stdout: stdout.subarray(0, start) };
  return {
    report: parsed(stdout.subarray(start + mark.length, lineEnd)),
    stdout: Buffer.concat([stdout.subarray(0, start), stdout.subarray(lineEnd + 1)]),
  };
}

function parsed(line: Buffer): HarnessReport | undefined {
  try {
    return HarnessReport.safeParse(JSON.parse(line.toString('utf8'))).data;
  } catch {
    return undefined;
  }
}
