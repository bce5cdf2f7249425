import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { ProcessAnalyzer, type ArtifactAnalysis } from '@sallyport/analysis';
import { DomainError, type Digest, type Ecosystem } from '@sallyport/domain';

export interface OurVerdict {
  file: string;
  seconds: number;
  analysis: ArtifactAnalysis | { failed: string };
}

/** The product's own limit of one artifact. */
const TIMEOUT_MS = 120_000;

/** As the service looks at them: in processes of their own, one for each core, by digest. */
export async function askOurs(ecosystem: Ecosystem, files: readonly string[]): Promise<OurVerdict[]> {
  const analyzer = new ProcessAnalyzer({ processes: cpus().length, timeoutMs: TIMEOUT_MS });
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
        verdicts.push({ file, seconds: (performance.now() - startedAt) / 1_000, analysis });
      }
    };
    await Promise.all(cpus().map(worker));
    return verdicts;
  } finally {
    analyzer.close();
  }
}

export function digestOfFile(file: string): Digest {
  return `sha256:${createHash('sha256').update(readFileSync(file)).digest('hex')}`;
}
