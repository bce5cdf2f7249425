import type { Verdict } from '@sallyport/domain';
import { paintFor } from '../screen/paint';
import { factsOf } from '../testing/fixed-facts';
import { factsLines } from './facts-text';

const PLAIN = paintFor({ isTTY: false, write: () => true }, {});

function linesOf(detonated: Verdict | null | undefined): string[] {
  const facts = factsOf({ ecosystem: 'npm', name: 'left-pad', version: '1.3.0' }, 'clean');
  return factsLines({ ...facts, artifacts: facts.artifacts.map((one) => ({ ...one, detonated })) }, PLAIN);
}

describe('cli/review/facts-text', () => {
  it.each([
    ['was run', 'clean', 'run: clean'],
    ['was to be run, and was not', null, 'not run, though the policy wants it'],
  ] as const)('says of a file that %s: %s', (_title, detonated, expected) => {
    expect(linesOf(detonated)[0]).toContain(expected);
  });

  it('says nothing of running where nobody wanted it', () => {
    expect(linesOf(undefined)[0]).not.toContain('run');
  });
});
