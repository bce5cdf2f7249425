/** Attacks that pass the scanner as it is; each is a fault of ours. */
export const NOT_HELD: readonly string[] = [
  'kind-agent-writer',
  'kind-agent-writer.renamed',
  'kind-asset.re-obfuscated',
  'kind-dependency-only.re-obfuscated',
  'kind-native-binary.re-obfuscated',
  'kind-pth.re-obfuscated',
  'kind-setup-py.other-stage',
  'kind-sitecustomize.other-stage',
  'telnyx.re-obfuscated',
  'torchtriton.re-obfuscated',
  'ua-parser-js.other-stage',
];

/** Honest packages that the scanner holds as it is; each is a fault of ours. */
export const ACCUSED: readonly string[] = [];
