import type { Selector } from '@sallyport/domain';
import { checkPackage } from '../check';
import {
  advisoryData,
  approval,
  APPROVED,
  exception,
  facts,
  hoursFromNow,
  NOW,
  npm,
  viewOf,
  type KeptRecord,
} from '../registry-view.sample';
import { accusationsOf } from './accused-names';

const SQUAT = npm('lodahs');
const PATTERN: Selector = { kind: 'pattern', ecosystem: 'npm', pattern: 'lod*' };
const all: Selector = { kind: 'all', ecosystem: 'npm', name: 'lodahs' };

function judged(records: KeptRecord[], now = NOW, isExact = false) {
  const view = viewOf(isExact ? [[SQUAT, APPROVED]] : [], [facts(SQUAT), advisoryData(), ...records]);
  return checkPackage(view, { agentId: 'autonomous', ...SQUAT }, { now });
}

describe('registry-view/facts/accused-names', () => {
  it('accuses by the built-in list, and remembers', () => {
    expect(accusationsOf('npm', 'lodahs')[0]?.target).toBe('lodash');
    expect(accusationsOf('npm', 'lodahs')).toBe(accusationsOf('npm', 'lodahs'));
    expect(accusationsOf('npm', 'lodash')).toEqual([]);
    expect(accusationsOf('pypi', 'reqeusts')[0]?.target).toBe('requests');
  });

  it.each<[string, KeptRecord[], boolean, string, number]>([
    ['nobody has seen', [], false, 'name-accused', 1],
    ['only a pattern covers', [approval(PATTERN)], false, 'name-accused', 1],
    [
      'a reviewer approved in all versions',
      [approval(PATTERN), approval(all, { id: 'a2' })],
      false,
      'approved',
      0,
    ],
    ['a reviewer approved in this version', [], true, 'approved', 0],
    ['is excepted', [approval(PATTERN), exception(all, { rule: 'name-accused' })], false, 'approved', 1],
  ])('a name that %s', (_title, records, isExact, reasonCode, looked) => {
    const { decision, facts: gathered } = judged(records, NOW, isExact);

    expect(decision.reasonCode).toBe(reasonCode);
    expect(gathered.accusations.length).toBe(looked);
  });

  it('looks again when the approval that named it has ended', () => {
    const grant = { ...APPROVED.grant, expiresAt: hoursFromNow(1) } as NonNullable<typeof APPROVED.grant>;
    const view = viewOf(
      [],
      [facts(SQUAT), advisoryData(), approval(PATTERN), approval(all, { id: 'a2', grant })],
    );
    const at = (later: number) =>
      checkPackage(view, { agentId: 'autonomous', ...SQUAT }, { now: NOW + later }).decision.reasonCode;

    expect([at(0), at(3_599_999), at(3_600_000)]).toEqual(['approved', 'approved', 'name-accused']);
  });
});
