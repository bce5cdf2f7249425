import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, resolve } from 'node:path';
import { ProcessAnalyzer, type ArtifactAnalysis } from '@sallyport/analysis';
import { DomainError, type Digest, type Ecosystem } from '@sallyport/domain';

export interface OurVerdict {
  file: string;
  seconds: number;
  analysis: Judged | { failed: string };
}

type Judged = Pick<ArtifactAnalysis, 'verdict' | 'findings' | 'unpackedBytes'>;

/** The product's own limit of one artifact. */
const TIMEOUT_MS = 120_000;
/** Where only the verdict counts: a machine that does other things too is no reason to have none. */
const PATIENT_MS = 900_000;
const KEPT = resolve(__dirname, '../../../.sallyport/bench-corpus/our-verdicts.jsonl');

/** As the service looks at them: in processes of their own, one for each core, by digest. */
export async function askOurs(
  ecosystem: Ecosystem,
  files: readonly string[],
  { timeoutMs = TIMEOUT_MS, onVerdict = () => {} }: AskOptions = {},
): Promise<OurVerdict[]> {
  const analyzer = new ProcessAnalyzer({ processes: cpus().length, timeoutMs });
  try {
    const left = [...files];
    const verdicts: OurVerdict[] = [];
    const worker = async (): Promise<void> => {
      for (let file = left.shift(); file !== undefined; file = left.shift()) {
        const digest = digestOfFile(file);
        const startedAt = performance.now();
        const analysis = await analyzer.analyze({ ecosystem, digest, path: file }).catch((cause: unknown) => {
          if (DomainError.is(cause)) return { failed: cause.message };
          throw cause;
        });
        const verdict = { file, seconds: (performance.now() - startedAt) / 1_000, analysis };
        verdicts.push(verdict);
        onVerdict(verdict);
      }
    };
    await Promise.all(cpus().map(worker));
    return verdicts;
  } finally {
    analyzer.close();
  }
}

interface AskOptions {
  timeoutMs?: number;
  onVerdict?: (verdict: OurVerdict) => void;
}

/** The same, for which it need not look twice: by the rules' version, as the service keeps verdicts. Failures are not kept. */
export async function keptOurs(ecosystem: Ecosystem, files: readonly string[]): Promise<OurVerdict[]> {
  const version = new ProcessAnalyzer({ processes: 1, timeoutMs: PATIENT_MS }).rulesVersion;
  const kept = keptVerdicts();
  const keyOf = (file: string): string => `${version} ${ecosystem} ${digestOfFile(file)}`;
  const asked = await askOurs(
    ecosystem,
    files.filter((file) => !kept.has(keyOf(file))),
    {
      timeoutMs: PATIENT_MS,
      onVerdict: ({ file, seconds, analysis }) => {
        if ('failed' in analysis) return;
        const { verdict, findings, unpackedBytes } = analysis;
        const key = keyOf(file);
        const row = { seconds, analysis: { verdict, findings, unpackedBytes } };
        kept.set(key, row);
        mkdirSync(dirname(KEPT), { recursive: true });
        appendFileSync(KEPT, `${JSON.stringify({ key, row })}\n`);
      },
    },
  );
  const failed = new Map(asked.map((each) => [each.file, each]));
  return files.map((file) => {
    const row = kept.get(keyOf(file));
    return row === undefined ? (failed.get(file) as OurVerdict) : { file, ...row };
  });
}

type Row = Omit<OurVerdict, 'file'>;

function keptVerdicts(): Map<string, Row> {
  const lines = existsSync(KEPT) ? readFileSync(KEPT, 'utf8').trimEnd().split('\n') : [];
  return new Map(
    lines.map((line) => {
      const { key, row } = JSON.parse(line) as { key: string; row: Row };
      return [key, row];
    }),
  );
}

export function digestOfFile(file: string): Digest {
  return `sha256:${createHash('sha256').update(readFileSync(file)).digest('hex')}`;
}
