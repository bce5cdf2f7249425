export interface Sources {
  domain: typeof import('@sallyport/domain');
  z: typeof import('zod').z;
  exit: typeof import('../../apps/cli/src/exit-code');
  httpStatus: Readonly<Record<import('@sallyport/domain').ErrorCode, number>>;
  /** The gateway's own document, as it is to be kept. */
  openApiText: string;
  timeouts: Readonly<Record<import('@sallyport/domain').Pace, number>>;
  scanRules: readonly import('@sallyport/analysis').Rule[];
  clusterRules: readonly import('@sallyport/analysis').ClusterRule[];
  tactics: Readonly<Record<string, string>>;
  version: string;
}

/** Path from the root -> text. */
export function documents(sources: Sources): Record<string, string>;
