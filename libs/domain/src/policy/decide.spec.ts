import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { ERROR_CODES } from '../errors';
import { isAtLeast, MATURITIES, MinMaturity, type Maturity } from '../agent/maturity';
import { packageId } from '../package/package-id';
import { APPROVAL_STATES, statusOf, type RegistryEntry } from '../registry/state';
import { decide } from './decide';
import { AGENT_COLUMNS, AGENT_MATURITY, SPELLINGS, TRUTH_TABLE } from './decide.cases';
import type { Facts } from './facts';
import { REASON_CODES } from './reason-code';
import { RULES } from './rules';

const LODASH = packageId({ ecosystem: 'npm', name: 'lodash', version: '4.17.21' });

function facts(entry: RegistryEntry | undefined, maturity: Maturity | undefined): Facts {
  return {
    package: LODASH,
    status: statusOf(entry),
    entry,
    agentId: 'agent',
    maturity: maturity ?? 'student',
    isAgentRegistered: maturity !== undefined,
  };
}

const cells = TRUTH_TABLE.flatMap((row) =>
  AGENT_COLUMNS.map((column) => ({
    state: row.state,
    agent: column,
    expected: row.cells[column],
    entry: row.entry,
    required: row.maturityRequired,
  })),
);

const entryArbitrary = fc.record({
  approval: fc.constantFrom(...APPROVAL_STATES),
  minMaturity: fc.option(fc.constantFrom(...MinMaturity.options)),
  banReason: fc.option(fc.string({ minLength: 1 })),
});
const maturityArbitrary = fc.constantFrom(...MATURITIES);

describe('libs/domain/policy/decide', () => {
  it.each(cells)('$state, asked by $agent: $expected', ({ agent, expected, entry }) => {
    const decision = decide(facts(entry, AGENT_MATURITY[agent]), 42);

    expect(decision.reasonCode).toBe(expected);
    expect(decision.allowed).toBe(expected === 'approved');
    expect(decision.allowed).toBe(decision.effect === 'allow');
    expect(decision.revision).toBe(42);
  });

  it.each(cells.filter(({ agent }) => isAtLeast(AGENT_MATURITY[agent] ?? 'student', 'intern')))(
    '$state, asked by $agent: says which maturity would do',
    ({ agent, entry, required }) => {
      expect(decide(facts(entry, AGENT_MATURITY[agent]), 1).maturityRequired).toBe(required);
    },
  );

  it('shows the reason of a ban to everyone', () => {
    const entry = { approval: 'approved', minMaturity: 'intern', banReason: 'steals tokens' } as const;

    const reasons = MATURITIES.map((maturity) => decide(facts(entry, maturity), 1).reason);

    expect(reasons).toEqual(MATURITIES.map(() => 'Banned for all agents: steals tokens'));
  });

  it('answers undecided, never allow, where no rule speaks', () => {
    const impossible = { ...facts(undefined, 'autonomous'), status: 'active' as const };

    expect(decide(impossible, 1)).toMatchObject({
      allowed: false,
      effect: 'undecided',
      reasonCode: 'no-rule',
    });
  });

  it('law: a ban never makes allow of anything', () => {
    fc.assert(
      fc.property(
        entryArbitrary,
        maturityArbitrary,
        fc.string({ minLength: 1 }),
        (entry, maturity, banReason) => {
          expect(decide(facts({ ...entry, banReason }, maturity), 1)).toMatchObject({
            allowed: false,
            reasonCode: 'banned',
          });
        },
      ),
    );
  });

  it('law: taking a fact away never makes allow of deny', () => {
    fc.assert(
      fc.property(entryArbitrary, maturityArbitrary, (entry, maturity) => {
        const before = decide(facts(entry, maturity), 1);
        const poorer = [
          decide(facts(undefined, maturity), 1),
          decide(facts(entry, undefined), 1),
          decide(facts({ ...entry, minMaturity: null }, maturity), 1),
        ];

        expect(poorer.filter((after) => after.allowed && !before.allowed)).toEqual([]);
      }),
    );
  });

  it('law: more maturity never makes deny of allow', () => {
    fc.assert(
      fc.property(entryArbitrary, maturityArbitrary, maturityArbitrary, (entry, one, other) => {
        const [low, high] = isAtLeast(one, other) ? [other, one] : [one, other];

        expect(decide(facts(entry, low), 1).allowed && !decide(facts(entry, high), 1).allowed).toBe(false);
      }),
    );
  });

  it('law: a student is never allowed anything', () => {
    fc.assert(
      fc.property(entryArbitrary, (entry) => {
        expect(decide(facts(entry, 'student'), 1).allowed).toBe(false);
      }),
    );
  });

  it('has one rule a reason code, in a file of that name', () => {
    const files = readdirSync(join(__dirname, 'rules'))
      .filter((file) => file !== 'index.ts')
      .map((file) => file.replace(/\.ts$/, ''));

    expect(RULES.map((rule) => rule.code).sort()).toEqual(files.sort());
    expect([...RULES.map((rule) => rule.code), 'no-rule'].sort()).toEqual([...REASON_CODES].sort());
  });

  it('keeps reasons and errors apart', () => {
    expect(REASON_CODES.filter((code) => Object.hasOwn(ERROR_CODES, code))).toEqual([]);
  });

  it.each(SPELLINGS)(
    '$ecosystem: every spelling of one version is one identity, and others are not',
    ({ ecosystem, same, different }) => {
      const id = ([name, version]: readonly [string, string]) => packageId({ ecosystem, name, version });
      const first = id(same[0] as readonly [string, string]);

      expect(same.map(id)).toEqual(same.map(() => first));
      expect(
        different.map(id).filter((other) => other.name === first.name && other.version === first.version),
      ).toEqual([]);
    },
  );
});
