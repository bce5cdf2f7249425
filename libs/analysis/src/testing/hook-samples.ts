import type { Verdict } from '@sallyport/domain';
import { pickRegistry } from 'npm-registry-fetch';
import { analyzeArtifact } from '../process/analyze-artifact';
import { npmPackage, type Files } from './archives';

/** A tarball that we made up: what is in it, and what is to be said of it. Hosts are under `.invalid`; nothing here does anything. */
export interface HookSample {
  readonly what: string;
  readonly manifest: Readonly<Record<string, unknown>>;
  /** `REGISTRY` stands for the host that npm asks by default; our own files never spell it. */
  readonly files?: Files;
  readonly verdict: Verdict;
  /** Rules that must speak; others may. */
  readonly rules?: readonly string[];
}

export function hook(script: string, name = 'postinstall'): { scripts: Record<string, string> } {
  return { scripts: { [name]: script } };
}

export function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

export const PLATFORMS = {
  optionalDependencies: { '@s/linux-x64': '1.0.0', '@s/darwin-arm64': '1.0.0', '@s/win32-x64': '1.0.0' },
};

export const FETCH = `const https = require('https'); function fetchIt(url, then) { https.get(url, (r) => { let d = ''; r.on('data', (c) => (d += c)); r.on('end', () => then(d)); }); }`;

const REGISTRY = new URL(pickRegistry('any', {})).host;

/** One test for each sample: its verdict, and the rules that speak. */
export function judgeHooks(samples: readonly HookSample[]): void {
  it.each(samples)('$what: $verdict', async ({ manifest, files = {}, verdict, rules = [] }) => {
    const analysis = await analyzeArtifact('npm', await npmPackage(manifest, withRegistry(files)));

    expect([analysis.verdict, analysis.findings.map(({ rule }) => rule)]).toEqual([
      verdict,
      expect.arrayContaining([...rules]),
    ]);
  });
}

function withRegistry(files: Files): Files {
  return Object.fromEntries(
    Object.entries(files).map(([path, content]) => [
      path,
      typeof content === 'string' ? content.replaceAll('REGISTRY', REGISTRY) : content,
    ]),
  );
}
