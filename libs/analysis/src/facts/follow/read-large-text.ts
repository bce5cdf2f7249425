import type { CodeReading, Observation, Signal } from '../signal';
import { textSignals } from '../text-signals';

/** What can be told of code too large to parse. Weaker than a syntax tree, so it only adds to the gap it comes with. */
const TELLING: readonly (readonly [Signal, RegExp])[] = [
  [
    'network',
    /(?:require\(|from\s*|import\()\s*["'](?:node:)?(?:https?|net|tls|dgram|dns|undici|axios|node-fetch)["']|\bfetch\(|urllib\.request|\bimport requests\b/,
  ],
  ['subprocess', /["'](?:node:)?child_process["']|\bimport subprocess\b|\bos\.system\(/],
  [
    'environment-harvest',
    /(?:JSON\.stringify|Object\.(?:keys|entries|values))\(\s*process\.env\s*\)|dict\(os\.environ\)/,
  ],
  ['decoded-code', /\b(?:eval|Function|exec)\(\s*(?:atob|Buffer\.from|base64\.b64decode)\(/],
];

export function readLargeText(file: string, text: string): CodeReading {
  const signals = [
    ...TELLING.filter(([, pattern]) => pattern.test(text)).map(([signal]) => signal),
    ...textSignals(text),
  ];
  const observations: Observation[] = signals.map((signal) => ({
    signal,
    file,
    evidence: `in ${text.length} characters of code`,
  }));
  return {
    observations,
    imports: [],
    commands: [],
    urls: [],
    gaps: [{ kind: 'too-large', what: `${text.length} characters, searched and not parsed`, file }],
  };
}
