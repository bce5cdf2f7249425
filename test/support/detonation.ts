import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npmPackage, tarball, wheel, type Files } from '@sallyport/analysis/testing';
import { DockerDetonator, type DetonableKind, type DetonationSubject } from '@sallyport/detonation';
import {
  judgeTrace,
  type DetonationJudgement,
  type DetonationTrace,
  type Digest,
  type Ecosystem,
} from '@sallyport/domain';
import { connectDocker } from '@sallyport/sandbox';
import type Dockerode from 'dockerode';

export interface Detonated extends DetonationJudgement {
  trace: DetonationTrace;
  /** Codes of the rules that spoke. */
  codes: string[];
}

/** The real thing on the test's engine, fed with packages that are written down in the test. */
/** Code that posts to a host. */
export const POST = (host: string, body: string) =>
  `require('http').request({ host: '${host}', method: 'POST', path: '/in' }).end(${body});`;
export const INDEX = { 'index.js': 'module.exports = 1;' };
export const hook = (script: string) => ({ scripts: { postinstall: `node ${script}` } });

/** Environments in which something was sent. */
export const sentIn = ({ trace }: Detonated) =>
  trace.environments
    .filter(({ phases }) => phases.some(({ canaries }) => canaries.length > 0))
    .map(({ environment }) => environment);
export const everything = ({ trace }: Detonated) => trace.environments.flatMap(({ phases }) => phases);

/** Programs that this process has started and that still run, by a part of their command line. */
export function children(part: string): number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return line.includes(part) && new RegExp(`\\) [RSD] ${process.pid} `).test(stat);
      } catch {
        // It has ended in between.
        return false;
      }
    })
    .map(Number);
}

export interface DetonationRange {
  detonator: DockerDetonator;
  docker: Dockerode;
  stackId: string;
  npm(manifest: Record<string, unknown>, files?: Files): Promise<Detonated>;
  wheel(files: Files): Promise<Detonated>;
  sdist(files: Files): Promise<Detonated>;
  subject(ecosystem: Ecosystem, kind: DetonableKind, bytes: Buffer): DetonationSubject;
  cleanUp(): void;
}

export async function detonationRange(options: { phaseMs?: number } = {}): Promise<DetonationRange> {
  const file = process.env['SALLYPORT_CONNECT'];
  if (!file) throw new Error('System tests need a running stack: run them with `npm test`.');
  const connect = JSON.parse(readFileSync(file, 'utf8')) as {
    dockerHost: string;
    images: Record<string, string>;
  };
  const docker = connectDocker(connect.dockerHost);
  const idOf = async (name: string) => (await docker.getImage(connect.images[name] ?? name).inspect()).Id;
  const images = { pypi: await idOf('BASE_IMAGE_PYPI'), npm: await idOf('BASE_IMAGE_NPM') };
  const stackId = `test-${randomBytes(6).toString('hex')}`;
  const detonator = new DockerDetonator({
    docker,
    stackId,
    images,
    clockLibrary: clockLibrary(),
    ...options,
  });
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-range-'));

  const subject = (ecosystem: Ecosystem, kind: DetonableKind, bytes: Buffer): DetonationSubject => {
    const hex = createHash('sha256').update(bytes).digest('hex');
    const path = join(folder, hex);
    writeFileSync(path, bytes);
    const digest: Digest = `sha256:${hex}`;
    const place = ecosystem === 'npm' ? 'node_modules/sample' : 'sample';
    const named = { ecosystem, name: 'sample', version: '1.0.0', path: place };
    return { ...named, digest, kind, file: path, dependencies: [] };
  };
  const judged = async (given: DetonationSubject): Promise<Detonated> => {
    const trace = await detonator.detonate(given);
    const judgement = judgeTrace(trace);
    return { trace, ...judgement, codes: [...new Set(judgement.findings.map(({ rule }) => rule))] };
  };
  return {
    ...{ detonator, docker, stackId, subject },
    npm: async (manifest, files = {}) => judged(subject('npm', 'tarball', await npmPackage(manifest, files))),
    wheel: (files) => judged(subject('pypi', 'wheel', wheel(files))),
    sdist: async (files) => judged(subject('pypi', 'sdist', await tarball(files))),
    cleanUp: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function clockLibrary(): string {
  const found = readdirSync('/usr/lib')
    .map((folder) => join('/usr/lib', folder, 'faketime/libfaketime.so.1'))
    .find((path) => existsSync(path));
  if (found === undefined) throw new Error('libfaketime is not installed: apt-get install libfaketime');
  return found;
}
