export interface Sources {
  domain: typeof import('@sallyport/domain');
  z: typeof import('zod').z;
  exit: typeof import('../../apps/cli/src/exit-code');
  httpStatusOf: (code: import('@sallyport/domain').ErrorCode) => number;
  openApi: object;
  timeouts: Readonly<Record<import('@sallyport/domain').Pace, number>>;
  scanRules: readonly { code: string; ecosystem: string; severity: string; summary: string }[];
  version: string;
}

/** Path from the root -> text. */
export function documents(sources: Sources): Record<string, string>;
