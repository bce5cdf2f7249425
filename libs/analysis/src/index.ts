export * from './artifact-analyzer';
export * from './facts/artifact-analysis';
export * from './process/process-analyzer';
export * from './process/analyze-artifact';
export * from './rules';
export type * from './rules/rule';
export * from './archive/zip-entries';
export * from './rules/cluster';
export * from './facts/fingerprints/file-fingerprint';
