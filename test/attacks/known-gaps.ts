/** Attacks that pass the scanner as it is; each is a fault of ours. */
export const NOT_HELD: readonly string[] = [
  'kind-agent-writer',
  'kind-agent-writer.renamed',
  'kind-dependency-only.re-obfuscated',
  'kind-native-binary.re-obfuscated',
  'torchtriton.re-obfuscated',
  'ua-parser-js.other-stage',
];

/** Honest packages that the scanner holds as it is; each is a fault of ours. */
export const ACCUSED: readonly string[] = [];
