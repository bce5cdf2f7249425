/** Attacks that pass the scanner as it is; each is a fault of ours. */
export const NOT_HELD: readonly string[] = [
  'kind-asset.re-obfuscated',
  'kind-pth.re-obfuscated',
  'kind-setup-py.other-stage',
  'kind-sitecustomize.other-stage',
  'telnyx.re-obfuscated',
];

/** Honest packages that the scanner holds as it is; each is a fault of ours. */
export const ACCUSED: readonly string[] = [];
