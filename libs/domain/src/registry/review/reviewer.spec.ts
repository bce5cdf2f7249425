import { type Actor } from '../../actor/actor';
import { type DomainError } from '../../errors';
import { assertMay, assertNotRequester, isSameActor, WHO_MAY, type ReviewAction } from './reviewer';

const KINDS: readonly Actor['kind'][] = ['person', 'agent', 'service'];
const EXPECTED: Readonly<Record<ReviewAction, string>> = {
  request: 'person agent service',
  comment: 'person agent service',
  approve: 'person',
  reject: 'person',
  revoke: 'person',
  ban: 'person service',
  unban: 'person',
  except: 'person',
  inherit: 'service',
  expire: 'service',
};
const ROWS = Object.entries(EXPECTED).flatMap(([action, may]) =>
  KINDS.map((kind) => [kind, action as ReviewAction, may.split(' ').includes(kind)] as const),
);

function code(run: () => void): string {
  try {
    run();
    return 'fine';
  } catch (error) {
    return (error as DomainError).code;
  }
}

describe('libs/domain/registry/review/reviewer', () => {
  it.each(ROWS)('a(n) %s may %s: %s', (kind, action, may) => {
    expect(code(() => assertMay(action, { kind, id: 'x' }))).toBe(may ? 'fine' : 'reviewer-refused');
  });

  it('has a row for every action', () => {
    expect(Object.keys(EXPECTED).sort()).toEqual(Object.keys(WHO_MAY).sort());
  });

  it.each([
    ['the requester', 'person:sam', ['person:sam'], 'reviewer-refused'],
    ['the requester in other capitals', 'person:SAM', ['person:sam'], 'reviewer-refused'],
    ['one of two requesters', 'person:sam', ['person:ann', 'person:sam'], 'reviewer-refused'],
    ['somebody else', 'person:rita', ['person:sam'], 'fine'],
    ['an agent of the same id', 'person:sam', ['agent:sam'], 'fine'],
    ['anybody, where nobody asked', 'person:sam', [undefined], 'fine'],
  ])('%s: %s of %j is %s', (_title, reviewer, requesters, expected) => {
    expect(code(() => assertNotRequester(reviewer, requesters, 'it'))).toBe(expected);
  });

  it.each([
    ['person:a', 'person:A', true],
    ['person:a', 'service:a', false],
    ['person:a', 'person:ab', false],
  ])('%s and %s are the same: %s', (a, b, expected) => {
    expect(isSameActor(a, b)).toBe(expected);
  });
});
