import {
  applyTransition,
  describePackage,
  factsKey,
  inheritanceFor,
  newMalware,
  printable,
  type Actor,
  type PackageFacts,
  type PackageId,
  type Policy,
} from '@sallyport/domain';
import type { ChangePart, Present } from '../ports/registry-store';

/** What bans and inherits in the name of policy. */
export const GOVERNANCE: Actor = { kind: 'service', id: 'governance' };

/** Facts of one version that are about to change. */
export interface FactsChange {
  id: PackageId;
  before: PackageFacts | undefined;
  after: PackageFacts;
  present: Present;
  /** Other versions that the act has read: of this name and of others. */
  others: readonly PackageId[];
  policy: Policy;
  at: string;
}

/** What policy makes of new facts, in the act that writes them. */
export type Consequence = (change: FactsChange) => ChangePart[];

/**
 * A malware report bans where policy says so, once: a person who lifts that ban has judged the report, and the same
 * report does not ban again.
 */
const malwareBan: Consequence = ({ id, before, after, present, policy, at }) => {
  if (!policy.malwareReportsBan) return [];
  const [report] = newMalware(before, after);
  const entry = present.entryOf(id);
  if (report === undefined || (entry !== undefined && entry.banReason !== null)) return [];
  const reason = printable(`Malware report ${report.id} on ${describePackage(id)}: ${report.summary}`, 500);
  const banned = applyTransition(id, entry, { action: 'ban', reason });
  if (banned === undefined) return [];
  const { ecosystem, name, version } = id;
  return [
    {
      kind: 'package',
      action: 'ban',
      ecosystem,
      name,
      version,
      entry: banned,
      actor: GOVERNANCE,
      note: reason,
      at,
    },
  ];
};

/** A version in which the scan sees nothing new takes over an approval, where policy says so. */
const inheritance: Consequence = ({ id, after, present, others, policy, at }) => {
  if (!policy.delta.inherit) return [];
  const known = others
    .filter(({ ecosystem, name }) => ecosystem === id.ecosystem && name === id.name)
    .map((other) => ({
      version: other.version,
      entry: present.entryOf(other),
      facts: present.recordOf('facts', factsKey(other)),
    }));
  const question = { id, entry: present.entryOf(id), facts: after, others: known, policy: policy.delta, at };
  const inherited = inheritanceFor(question);
  return 'part' in inherited ? [inherited.part] : [];
};

export const CONSEQUENCES: readonly Consequence[] = [malwareBan, inheritance];
