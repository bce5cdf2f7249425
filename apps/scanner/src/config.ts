import { availableParallelism } from 'node:os';
import { parseConfig } from '@sallyport/messaging';
import { z } from 'zod';

const Environment = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'address of a PostgreSQL database, postgres://user@host:port/name'),
  ARTIFACT_STORE_DIR: z.string().min(1, 'directory that the installers write artifacts to'),
  /** Where fetched exports of advisories are kept: the scanner's alone, and of one scanner. */
  ADVISORY_DOWNLOAD_DIR: z.string().min(1, 'directory of the scanner alone').optional(),
  SCAN_PROCESSES: z.coerce.number().int().min(1).max(64).default(availableParallelism()),
  /** Milliseconds for one artifact; the largest honest ones take some seconds. */
  SCAN_TIMEOUT_MS: z.coerce.number().int().min(1_000).max(600_000).default(120_000),
});

export interface Config {
  databaseUrl: string;
  artifactStoreDir: string;
  /** Absent: under the system's directory for temporary files. */
  advisoryDownloadDir?: string;
  scanProcesses: number;
  scanTimeoutMs: number;
}

export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const read = parseConfig(Environment, env);
  return {
    databaseUrl: read.DATABASE_URL,
    artifactStoreDir: read.ARTIFACT_STORE_DIR,
    ...(read.ADVISORY_DOWNLOAD_DIR !== undefined && { advisoryDownloadDir: read.ADVISORY_DOWNLOAD_DIR }),
    scanProcesses: read.SCAN_PROCESSES,
    scanTimeoutMs: read.SCAN_TIMEOUT_MS,
  };
}
