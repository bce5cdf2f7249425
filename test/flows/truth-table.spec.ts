import { randomBytes } from 'node:crypto';
import {
  AGENT_COLUMNS,
  AGENT_MATURITY,
  approvePackages,
  banPackage,
  checkClosure,
  checkPackage,
  isSuspended,
  recordScan,
  registerAgent,
  rejectPackages,
  requestPackages,
  revokePackages,
  SPELLINGS,
  suspendAgent,
  TRUTH_TABLE,
  unbanPackage,
  type RegistryEntry,
  type ReplyOf,
} from '@sallyport/domain';
import { cleanScan } from '@sallyport/domain/testing';
import { type Bus } from '@sallyport/messaging';
import { connectAs, connectAsScanner, sharedStack, until } from '../support/stack';

/** The table of libs/domain/src/policy/decide.cases.ts through the real bus, governance and PostgreSQL. */
describe('test/flows/truth-table', () => {
  const run = randomBytes(4).toString('hex');
  const actor = { kind: 'person', id: 'truth-table' } as const;
  const reviewers = [
    { kind: 'person', id: 'truth-rita' },
    { kind: 'person', id: 'truth-rosa' },
  ] as const;
  const packageOf = (row: number) => ({ ecosystem: 'npm', name: `truth-${run}-${row}`, version: '1.2.3' });
  const agentOf = (column: string) => `truth-${run}-${column}`;
  let admin: Bus;
  let executor: Bus;

  /** Brings a version into a state by the acts that people have for it, never by writing to the database. */
  async function bringAbout(row: number, entry: RegistryEntry | undefined): Promise<void> {
    if (!entry) return;
    const reference = packageOf(row);
    const packages = [reference];
    const requested = () =>
      admin.call(requestPackages, {
        actor,
        ecosystem: 'npm',
        requirements: [`${reference.name}@${reference.version}`],
        closure: false,
      });
    const approve = (by: 0 | 1, expiresAt?: string) =>
      admin.call(approvePackages, {
        actor: reviewers[by],
        packages,
        minMaturity: entry.firstReview?.minMaturity ?? entry.minMaturity ?? 'intern',
        ...(expiresAt === undefined ? {} : { expiresAt }),
      });
    const approveFully = async (expiresAt?: string) => {
      const { awaitingSecond } = await approve(0, expiresAt);
      if (awaitingSecond) await approve(1, expiresAt);
    };
    const acts: Record<RegistryEntry['approval'], () => Promise<unknown>> = {
      none: async () => {
        await admin.call(banPackage, { actor, package: reference, reason: 'to be lifted' });
        await admin.call(unbanPackage, { actor, package: reference });
      },
      requested: async () => {
        await requested();
        if (entry.firstReview) await approve(0);
      },
      approved: async () => {
        await requested();
        await approveFully();
      },
      rejected: async () => {
        await requested();
        await admin.call(rejectPackages, { actor: reviewers[0], packages, reason: 'no' });
      },
      revoked: async () => {
        await requested();
        await approveFully();
        await admin.call(revokePackages, { actor: reviewers[0], packages, reason: 'no longer' });
      },
      expired: async () => {
        await requested();
        await approveFully(new Date(Date.now() + 2_500).toISOString());
        // By time alone: no sweep has to have come by.
        await until(async () => {
          const { reasonCode } = await executor.call(checkPackage, {
            agentId: agentOf('autonomous'),
            ...reference,
          });
          return reasonCode === 'approval-expired' ? true : undefined;
        });
      },
    };
    await acts[entry.approval]();
    if (entry.banReason !== null)
      await admin.call(banPackage, { actor, package: reference, reason: entry.banReason });
  }

  beforeAll(async () => {
    admin = await connectAs(sharedStack(), 'admin');
    executor = await connectAs(sharedStack(), 'executor');
    for (const column of AGENT_COLUMNS.filter((name) => AGENT_MATURITY[name] !== undefined)) {
      await admin.call(registerAgent, {
        actor,
        agentId: agentOf(column),
        maturity: AGENT_MATURITY[column] as string,
      });
    }
    for (const column of AGENT_COLUMNS.filter(isSuspended)) {
      await admin.call(suspendAgent, { actor, agentId: agentOf(column), reason: 'for the table' });
    }
    const scanner = await connectAsScanner(sharedStack());
    const scanned = TRUTH_TABLE.map((_, row) => packageOf(row));
    await scanner.call(recordScan, cleanScan('npm', scanned, new Date().toISOString()));
    await scanner.close();
    for (const [row, { entry }] of TRUTH_TABLE.entries()) await bringAbout(row, entry);
  }, 60_000);

  afterAll(async () => {
    await admin?.close();
    await executor?.close();
  });

  const cells = TRUTH_TABLE.flatMap((row, index) =>
    AGENT_COLUMNS.map((agent) => ({ index, state: row.state, agent, expected: row.cells[agent] })),
  );

  it.each(cells)('$state, asked by $agent: $expected', async ({ index, agent, expected }) => {
    const decision = await executor.call(checkPackage, { agentId: agentOf(agent), ...packageOf(index) });

    expect(decision).toMatchObject({ reasonCode: expected, allowed: expected === 'approved' });
    expect(decision.revision).toBeGreaterThan(0);
  });

  it.each(AGENT_COLUMNS)(
    'answers a closure of all states as it answers each alone, for %s',
    async (agent) => {
      const reply: ReplyOf<typeof checkClosure> = await executor.call(checkClosure, {
        agentId: agentOf(agent),
        ecosystem: 'npm',
        packages: TRUTH_TABLE.map((_, index) => ({ name: packageOf(index).name, version: '1.2.3' })),
      });

      const expected = TRUTH_TABLE.map((row, index) => ({
        name: packageOf(index).name,
        reasonCode: row.cells[agent],
      })).filter(({ reasonCode }) => reasonCode !== 'approved');
      expect(reply.refused.map(({ name, decision }) => ({ name, reasonCode: decision.reasonCode }))).toEqual(
        expected,
      );
      expect(reply).toMatchObject({ allowed: false, checked: TRUTH_TABLE.length });
    },
  );

  it.each(SPELLINGS)(
    '$ecosystem: a ban under one spelling holds under all, and for no other version',
    async ({ ecosystem, same, different }) => {
      const named = ([name, version]: readonly [string, string]) => ({
        ecosystem,
        name: suffixed(name),
        version,
      });
      const suffixed = (name: string) => `${name}-${run}`;
      await admin.call(banPackage, {
        actor,
        package: named(same[0] as readonly [string, string]),
        reason: 'spelled once',
      });

      const answers = await Promise.all(
        [...same, ...different].map(async (spelling) => {
          const decision = await executor.call(checkPackage, {
            agentId: agentOf('autonomous'),
            ...named(spelling),
          });
          return decision.reasonCode;
        }),
      );

      expect(answers).toEqual([...same.map(() => 'banned'), ...different.map(() => 'unknown-package')]);
    },
  );

  it('keeps one name of two ecosystems apart', async () => {
    const name = `both-${run}`;
    await admin.call(banPackage, {
      actor,
      package: { ecosystem: 'npm', name, version: '1.0.0' },
      reason: 'npm only',
    });

    const decision = await executor.call(checkPackage, {
      agentId: agentOf('autonomous'),
      ecosystem: 'pypi',
      name,
      version: '1.0.0',
    });

    expect(decision.reasonCode).toBe('unknown-package');
  });
});
