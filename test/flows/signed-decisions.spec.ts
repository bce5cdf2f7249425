import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ArtifactStore } from '@sallyport/artifact-store';
import { followInstall } from '@sallyport/client';
import {
  assertDecides,
  parseDecisionKeys,
  readSigningKey,
  verifyDecision,
  type DecisionKeys,
} from '@sallyport/decision-signature';
import {
  approvePackages,
  auditSearch,
  banPackage,
  checkClosure,
  checkPackage,
  installCompleted,
  installer,
  listKeys,
  listNames,
  Lock,
  registerAgent,
  requestPackages,
  revokePackages,
  unbanPackage,
  type Capability,
  type Digest,
  type DomainError,
  type Installation,
} from '@sallyport/domain';
import { type Bus } from '@sallyport/messaging';
import { connectAs, sharedStack, startPrivateStack, until, type StackConnection } from '../support/stack';

type SignedStack = StackConnection & { decisionPublicKeysFile: string };

const ACTOR = { kind: 'person', id: 'signed-flow' } as const;
const REVIEWER = { kind: 'person', id: 'signed-flow-reviewer' } as const;
const run = randomBytes(4).toString('hex');
const AGENT = `signed-flow-${run}`;
const SKILL = `signed-flow-${run}`;
/** Small, old, and with something under it. */
const REQUIREMENT = 'is-odd@3.0.1';
const NPM = installer.npm;

const keysOf = ({ decisionPublicKeysFile }: SignedStack): DecisionKeys =>
  parseDecisionKeys(readFileSync(decisionPublicKeysFile, 'utf8'));

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'answered',
    (error: DomainError) => error.code,
  );

/** Registers the agent and has the closure scanned, so that it can be approved. */
async function prepared(admin: Bus): Promise<Lock> {
  await admin.call(registerAgent, { actor: ACTOR, agentId: AGENT, maturity: 'supervised' });
  const { lock } = await admin.call(requestPackages, {
    actor: ACTOR,
    ecosystem: 'npm',
    requirements: [REQUIREMENT],
  });
  await admin.call(NPM.inspect, { requirements: [REQUIREMENT] });
  return Lock.parse(lock);
}

const packagesOf = (lock: Lock) =>
  lock.packages.map(({ name, version }) => ({ ecosystem: 'npm', name, version }));

/** Takes back what an earlier test gave: an approval in force is not changed by another one. */
async function approved(admin: Bus, lock: Lock, without: Capability[] = []): Promise<void> {
  const packages = packagesOf(lock);
  await codeOf(admin.call(revokePackages, { actor: REVIEWER, packages, reason: 'the next test' }));
  await admin.call(requestPackages, { actor: ACTOR, ecosystem: 'npm', requirements: [REQUIREMENT] });
  const { awaitingSecond } = await admin.call(approvePackages, {
    ...{ actor: REVIEWER, packages, minMaturity: 'supervised', without },
    expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
  });
  if ((awaitingSecond ?? 0) > 0) {
    const second = { kind: 'person', id: 'signed-flow-second' } as const;
    await admin.call(approvePackages, {
      ...{ actor: second, packages, minMaturity: 'supervised', without },
      expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    });
  }
}

async function install(bus: Bus): Promise<Installation> {
  const { jobId } = await bus.call(NPM.install, {
    ...{ skillId: SKILL, agentId: AGENT, requirements: [REQUIREMENT] },
  });
  return followInstall(bus, 'npm', jobId);
}

const execute = (bus: Bus) =>
  bus.call(NPM.execute, { skillId: SKILL, agentId: AGENT, code: "return require('is-odd')(3)" });

describe('test/flows/signed-decisions', () => {
  let stack: SignedStack;
  let keys: DecisionKeys;
  let admin: Bus;
  let lock: Lock;

  beforeAll(async () => {
    stack = sharedStack() as SignedStack;
    keys = keysOf(stack);
    admin = await connectAs(stack, 'admin');
    lock = await prepared(admin);
    await approved(admin, lock);
  }, 180_000);

  afterAll(async () => {
    await codeOf(admin.call(NPM.cleanup, { skillId: SKILL, actor: ACTOR }));
    const packages = packagesOf(lock);
    await codeOf(admin.call(revokePackages, { actor: REVIEWER, packages, reason: 'the test has ended' }));
    await admin.close();
  });

  it('lists the very keys that are pinned', async () => {
    const { keys: listed } = await admin.call(listKeys, {});

    expect(listed.map(({ kid }) => kid)).toEqual([...keys.keys()]);
  });

  it('signs a check where it is asked to, a no as well as a yes', async () => {
    const [root] = packagesOf(lock).filter(({ name }) => name === 'is-odd');
    const check = { agentId: AGENT, ...root! };
    const plain = await admin.call(checkPackage, check);
    const yes = await admin.call(checkPackage, { ...check, sign: true });
    const no = await admin.call(checkPackage, { ...check, agentId: `nobody-${run}`, sign: true });

    const [signedYes, signedNo] = [
      await verifyDecision(yes.signed, keys),
      await verifyDecision(no.signed, keys),
    ];

    expect(plain).not.toHaveProperty('signed');
    expect(signedYes).toMatchObject({ agentId: AGENT, allowed: true, revision: yes.revision });
    expect(signedNo).toMatchObject({ agentId: `nobody-${run}`, allowed: false, effect: 'deny' });
  });

  it('signs a closure of a thousand packages once', async () => {
    const packages = Array.from({ length: 1_000 }, (_, at) => ({
      ...{ name: `no-such-package-${at}`, version: '1.0.0' },
      digest: `sha256:${at.toString(16).padStart(64, '0')}`,
    }));

    const reply = await admin.call(checkClosure, { agentId: AGENT, ecosystem: 'npm', packages, sign: true });
    const signed = await verifyDecision(reply.signed, keys);

    expect(signed).toMatchObject({ allowed: false, effect: 'undecided', revision: reply.revision });
    expect(signed.packages).toHaveLength(1_000);
    expect(() => assertDecides(signed, { ecosystem: 'npm', agentId: AGENT })).toThrow('says undecided');
  });

  it('builds on a decision that record, store, SBOM and trail have, and anybody can verify', async () => {
    const { signedDecision = '', sbomDigest, lockDigest, revision } = await install(admin);
    const store = new ArtifactStore(stack.artifactStoreDir);

    const decision = await verifyDecision(signedDecision, keys);
    assertDecides(decision, {
      ...{ ecosystem: 'npm', agentId: AGENT, skillId: SKILL, lockDigest },
      minRevision: revision,
    });
    const digest: Digest = `sha256:${createHash('sha256').update(signedDecision).digest('hex')}`;
    const archived = await until(async () => {
      const { events } = await admin.call(auditSearch, { type: installCompleted.subject, text: SKILL });
      return events[0];
    });

    expect(decision.packages.map(({ name }) => name).sort()).toEqual(
      lock.packages.map(({ name }) => name).sort(),
    );
    expect(decision.packages.every((entry) => entry.digest !== undefined)).toBe(true);
    expect((await store.read(digest, 1_000_000)).toString()).toBe(signedDecision);
    expect((await store.read(sbomDigest, 1_000_000)).toString()).toContain(digest);
    expect(archived.data).toMatchObject({ decisionDigest: digest });
    expect((await execute(admin)).execution.result).toBe(true);
  }, 180_000);

  it('asks again for every run: a ban bites, and is lifted', async () => {
    const [deep] = packagesOf(lock).filter(({ name }) => name === 'is-number');
    await admin.call(banPackage, { actor: REVIEWER, package: deep!, reason: 'a test' });
    const banned = await codeOf(execute(admin));
    await admin.call(unbanPackage, { actor: REVIEWER, package: deep! });

    expect([banned, await codeOf(execute(admin))]).toEqual(['execution-denied', 'answered']);
  }, 60_000);

  it.each<[Capability[], string]>([
    [['network', 'credential-files'], 'answered'],
    [['subprocess'], 'execution-denied'],
  ])(
    'runs what is approved without %j: %s',
    async (without, expected) => {
      await approved(admin, lock, without);

      expect(await codeOf(execute(admin))).toBe(expected);
    },
    60_000,
  );

  it('remembers a name that an agent made up', async () => {
    const name = `sallyport-made-up-${run}`;
    const { jobId } = await admin.call(NPM.install, {
      ...{ skillId: `${SKILL}-missing`, agentId: AGENT, requirements: [name] },
    });
    expect(await codeOf(followInstall(admin, 'npm', jobId))).toBe('package-not-found');

    const { names } = await admin.call(listNames, {});

    expect(names.filter((known) => known.name === name)).toMatchObject([
      { ecosystem: 'npm', state: 'absent' },
    ]);
  }, 60_000);
});

describe('test/flows/signed-decisions: with the wrong keys', () => {
  it('builds nothing that was signed by a key which is not pinned', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'other-keys-'));
    const other = join(folder, 'keys.json');
    const { publicKey } = readSigningKey(
      generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    );
    writeFileSync(other, JSON.stringify({ keys: [publicKey] }));
    const stack = await startPrivateStack('--set', `installer-npm:DECISION_PUBLIC_KEYS_FILE=${other}`);
    const admin = await connectAs(stack, 'admin');
    try {
      const lock = await prepared(admin);
      await approved(admin, lock);
      const [root] = packagesOf(lock);

      expect(await codeOf(admin.call(checkPackage, { agentId: AGENT, ...root!, sign: true }))).toBe(
        'answered',
      );
      expect(await codeOf(install(admin))).toBe('decision-unsigned');
    } finally {
      await admin.close();
      await stack.destroy();
      rmSync(folder, { recursive: true, force: true });
    }
  }, 240_000);
});
