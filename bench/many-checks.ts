import { approvePackages, banPackage, recordScan, registerAgent, type Decision } from '@sallyport/domain';
import { cleanScan } from '@sallyport/domain/testing';
import type { Bus } from '@sallyport/messaging';

const ACTOR = { kind: 'person', id: 'bench' } as const;
const AGENTS = Array.from({ length: 16 }, (_, n) => `bench-agent-${n}`);
const PACKAGES = Array.from({ length: 256 }, (_, n) => ({
  ecosystem: 'npm' as const,
  name: `bench-package-${n}`,
  version: `1.${n % 7}.0`,
}));
/** Every 16th is banned. */
const isBanned = (n: number): boolean => n % 16 === 15;

export interface AskedCheck {
  readonly body: { agentId: string; ecosystem: string; name: string; version: string };
  /** What the answer has to be. */
  readonly allowed: boolean;
}

/** 4,096 different questions: every agent about every package. */
const QUESTIONS: readonly AskedCheck[] = PACKAGES.flatMap((id, n) =>
  AGENTS.map((agentId) => ({ body: { agentId, ...id }, allowed: !isBanned(n) })),
);
/** Odd, so that all of them are asked before the first comes again, and neighbours are far apart. */
const STRIDE = 1_597;

/** The n-th question of a run. */
export function questionAt(n: number): AskedCheck {
  return QUESTIONS[(n * STRIDE) % QUESTIONS.length] as AskedCheck;
}

export function isAnswered(reply: unknown, n: number): boolean {
  const { allowed, reasonCode } = reply as Decision;
  return questionAt(n).allowed ? allowed : !allowed && reasonCode === 'banned';
}

export function isEchoed(reply: unknown, n: number): boolean {
  const { name, agentId } = reply as AskedCheck['body'];
  const { body } = questionAt(n);
  return name === body.name && agentId === body.agentId;
}

export async function registerTheQuestions(bus: Bus): Promise<void> {
  for (const agentId of AGENTS)
    await bus.call(registerAgent, { actor: ACTOR, agentId, maturity: 'supervised' });
  await bus.call(recordScan, cleanScan('npm', PACKAGES, new Date().toISOString()));
  await bus.call(approvePackages, { actor: ACTOR, packages: PACKAGES, minMaturity: 'supervised' });
  for (const id of PACKAGES.filter((_, n) => isBanned(n)))
    await bus.call(banPackage, { actor: ACTOR, package: id, reason: 'bench' });
}
