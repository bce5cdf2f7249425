// Jest's JSON, counted by the kinds we speak of. Nothing is counted twice, and a file that did not even
// load is a failure of its own: it must not look like fewer tests.
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { repoRoot } from './layout.mjs';

export const kinds = /** @type {const} */ (['unit', 'contract', 'flows', 'faults']);

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */
/** @typedef {{ byKind: Record<string, Count>, total: Count, skippedNames: string[], failedNames: string[] }} Counts */

/** @param {string} file path from the root */
function kindOf(file) {
  if (file.startsWith('test/flows/')) return 'flows';
  if (file.startsWith('test/faults/')) return 'faults';
  return file.endsWith('.contract.spec.ts') ? 'contract' : 'unit';
}

/**
 * @param {string[]} outputs Jest's output files; one that is missing means that Jest died
 * @returns {Counts}
 */
export function countTests(outputs) {
  /** @type {Counts} */
  const counts = {
    byKind: Object.fromEntries(kinds.map((kind) => [kind, { passed: 0, failed: 0, skipped: 0 }])),
    total: { passed: 0, failed: 0, skipped: 0 },
    skippedNames: [],
    failedNames: [],
  };
  const add = (
    /** @type {string} */ kind,
    /** @type {keyof Count} */ outcome,
    /** @type {string} */ name,
  ) => {
    counts.byKind[kind][outcome] += 1;
    counts.total[outcome] += 1;
    if (outcome === 'skipped') counts.skippedNames.push(name);
    if (outcome === 'failed') counts.failedNames.push(name);
  };
  for (const output of outputs) {
    if (!existsSync(output)) {
      add('unit', 'failed', `Jest ended without a result (${output})`);
      continue;
    }
    for (const suite of JSON.parse(readFileSync(output, 'utf8')).testResults) {
      const file = relative(repoRoot, suite.name);
      const kind = kindOf(file);
      for (const { status, fullName } of suite.assertionResults) {
        add(kind, status === 'passed' || status === 'failed' ? status : 'skipped', `${file}: ${fullName}`);
      }
      const silent = !suite.assertionResults.some(
        (/** @type {{ status: string }} */ { status }) => status === 'failed',
      );
      if (suite.status === 'failed' && silent) add(kind, 'failed', `${file}: could not run`);
    }
  }
  return counts;
}

/** The line both `npm test` and `.ci/run` end with. @param {Count} total */
export const totalLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;
