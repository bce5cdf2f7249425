import type { Fault, Scenario } from './protocol';

const R1 = { name: 'R1', store: 0 } as const;
const R2 = { name: 'R2', store: 0 } as const;

/** A ban is acknowledged at one of two replicas. */
const PAIR: Scenario = {
  name: 'pair',
  about: 'two replicas, a ban at one of them',
  holders: [R1, R2],
  writers: [0],
  revisions: 1,
};

/** Small enough to be searched to the end in every run of the tests. */
export const SMALL: readonly Scenario[] = [
  PAIR,
  {
    ...PAIR,
    name: 'killed',
    about: 'either replica is killed, or ends and starts again',
    crashes: 1,
    lease: 1,
  },
  { ...PAIR, name: 'late renewal', about: 'a renewal arrives after it was given up', strays: 1, lease: 1 },
  {
    ...PAIR,
    name: 'tended',
    about: 'the writer takes silent holders off the list',
    holders: [{ ...R1, tends: true }, R2],
    lease: 1,
  },
  { ...PAIR, name: 'store lost', about: 'the store of leases is emptied', losses: 1, claims: 1, lease: 1 },
];

/** The rest: minutes. */
export const LARGE: readonly Scenario[] = [
  { ...PAIR, name: 'killed, longer lease', about: 'as above, in finer time', crashes: 1 },
  { ...PAIR, name: 'two bans', about: 'one after the other; the first may stay in doubt', revisions: 2 },
  {
    ...PAIR,
    name: 'tended, longer lease',
    about: 'as above, in finer time',
    holders: [{ ...R1, tends: true }, R2],
  },
  {
    ...PAIR,
    name: 'two bans, killed',
    about: 'two bans, and a replica that is killed or ends',
    revisions: 2,
    crashes: 1,
    lease: 1,
  },
  {
    ...PAIR,
    name: 'tended, two bans',
    about: 'silent holders are taken off, and another ban follows',
    holders: [{ ...R1, tends: true }, R2],
    revisions: 2,
    lease: 1,
  },
  {
    ...PAIR,
    name: 'tended, killed',
    about: 'a holder gives its lease back and comes again while it is watched',
    holders: [{ ...R1, tends: true }, R2],
    crashes: 1,
    strays: 1,
    lease: 1,
  },
  { ...PAIR, name: 'two writers', about: 'both replicas write', writers: [0, 1], revisions: 2, lease: 1 },
  {
    ...PAIR,
    name: 'store lost, longer lease',
    about: 'the store of leases is emptied; a claim may come late',
    losses: 1,
    claims: 2,
  },
  {
    ...PAIR,
    name: 'two stores',
    about: 'the replicas are set up with different stores of leases and take turns',
    holders: [R1, { ...R2, store: 1 }],
    claims: 2,
  },
  {
    ...PAIR,
    name: 'follower',
    about: 'two replicas and a local decision point that follows the registry through one of them',
    holders: [R1, R2, { name: 'L', store: 0, via: 1 }],
  },
];

/** All at once, for a walk: more than can be searched to the end. */
export const EVERYTHING: Scenario = {
  name: 'everything',
  about: 'two writing and tending replicas, a local decision point, kills, losses, late renewals',
  holders: [
    { ...R1, tends: true },
    { ...R2, tends: true },
    { name: 'L', store: 0, via: 1 },
  ],
  writers: [0, 1],
  revisions: 200,
  crashes: 30,
  losses: 20,
  claims: 60,
  strays: 60,
  lease: 6,
};

export interface Sabotage {
  readonly fault: Fault;
  readonly about: string;
  readonly scenario: Scenario;
  /** How what breaks begins. */
  readonly law: RegExp;
}

const STALE =
  /^a check at (R1|R2|L) begins after the ban of revision 1 is acknowledged, and is allowed from revision 0$/;
const TENDED: Scenario = { ...PAIR, holders: [{ ...R1, tends: true }, R2], lease: 1 };
const LOST: Scenario = { ...PAIR, losses: 1, claims: 1, lease: 1 };
const FOLLOWED: Scenario = { ...PAIR, holders: [R1, R2, { name: 'L', store: 0, via: 1 }], lease: 1 };

/** Each is one way to build it wrong, and the search must find what comes of it. */
export const SABOTAGES: readonly Sabotage[] = [
  {
    fault: 'lease-from-end',
    about: 'the lease is counted from the end of the confirmation instead of its beginning',
    scenario: PAIR,
    law: STALE,
  },
  { fault: 'lease-off', about: 'a replica answers from memory without a lease', scenario: PAIR, law: STALE },
  { fault: 'ack-before-apply', about: 'the writer does not wait', scenario: PAIR, law: STALE },
  {
    fault: 'leases-before-commit',
    about: 'the writer sees who is behind, and commits then',
    scenario: PAIR,
    law: STALE,
  },
  { fault: 'log-before-renewal', about: 'the log is read before the renewal', scenario: PAIR, law: STALE },
  {
    fault: 'trust-after-loss',
    about: 'the list of holders is believed right after the store has lost it',
    scenario: LOST,
    law: STALE,
  },
  {
    fault: 'forget-moved',
    about: 'a holder is taken off although it has renewed',
    scenario: TENDED,
    law: STALE,
  },
  {
    fault: 'drift-beyond-margin',
    about: 'two clocks run further apart than the margin',
    scenario: PAIR,
    law: STALE,
  },
  {
    fault: 'memo-ignores-revisions',
    about: 'decisions are remembered across revisions',
    scenario: PAIR,
    law: STALE,
  },
  {
    fault: 'forget-from-before',
    about: 'silence is counted from before the list of holders was there',
    scenario: TENDED,
    law: STALE,
  },
  {
    fault: 'renewals-start-again',
    about: 'a holder that comes back has the number of a renewal of before',
    scenario: { ...TENDED, crashes: 1 },
    law: STALE,
  },
  {
    fault: 'generation-not-counted',
    about: 'a store that is in force again is taken for one that always was',
    scenario: { ...PAIR, holders: [R1, { ...R2, store: 1 }], claims: 2 },
    law: STALE,
  },
  {
    fault: 'trust-from-before',
    about: 'that a store is in force is counted from before it was asked for',
    scenario: LOST,
    law: STALE,
  },
  {
    fault: 'wait-from-before',
    about: "the writer's wait is counted from before the commit",
    scenario: PAIR,
    law: STALE,
  },
  {
    fault: 'wall-clock-writer',
    about: 'the writer waits by a clock that may be set',
    scenario: PAIR,
    law: STALE,
  },
  {
    fault: 'suspended-unseen',
    about: 'a lease is counted by a clock that stands still while the machine is suspended',
    scenario: PAIR,
    law: STALE,
  },
  {
    fault: 'check-after-look',
    about: 'the lease is looked at before the check is there',
    scenario: PAIR,
    law: STALE,
  },
  {
    fault: 'follower-from-memory',
    about: "a local decision point is told from a replica's memory instead of the log",
    scenario: FOLLOWED,
    law: STALE,
  },
  { fault: 'two-of-one-name', about: 'two holders have one name', scenario: FOLLOWED, law: STALE },
  {
    fault: 'ack-waits-for-ever',
    about: 'the writer waits for a silent holder without end',
    scenario: PAIR,
    law: /^a whole lease after the commit the act is still not acknowledged$/,
  },
  {
    fault: 'commit-not-durable',
    about: 'the database says it is committed, and forgets it',
    scenario: PAIR,
    law: /^the acknowledged revision 1 is lost$/,
  },
  {
    fault: 'view-goes-back',
    about: 'what was read of the log replaces what is known already',
    scenario: PAIR,
    law: /^the view of R1 goes back from revision 1 to 0$/,
  },
];
