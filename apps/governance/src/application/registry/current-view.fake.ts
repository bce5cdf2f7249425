import { FakeClock } from '../ports/clock.fake';
import { FakeLog } from '../ports/log.fake';
import { FakeRegistryStore } from '../ports/registry-store.fake';
import type { ChangePart, RegistryStore } from '../ports/registry-store';
import { FakeReplicaLeases } from '../ports/replica-leases.fake';
import { FakeReplicaNotices } from '../ports/replica-notices.fake';
import { CurrentView } from './current-view';

const AT = '2026-01-01T00:00:00.000Z';
export const RENEWAL_MS = 300;

export const agentPart = (agentId: string): ChangePart => ({
  kind: 'agent',
  action: 'register',
  agentId,
  maturity: 'intern',
  previous: null,
  actor: { kind: 'person', id: 'rita' },
  at: AT,
});
export const add = (store: RegistryStore, agentId: string) =>
  store.act({ at: AT, decide: () => [agentPart(agentId)] });

/** A replica that has started, on fakes, with the means to start more of them. */
export async function currentView() {
  const [clock, log, leases, notices] = [
    new FakeClock(),
    new FakeLog(),
    new FakeReplicaLeases(),
    new FakeReplicaNotices(),
  ];
  const store = new FakeRegistryStore(() => clock.now().getTime());
  const replica = (name: string, parts: { leases?: FakeReplicaLeases; store?: FakeRegistryStore } = {}) =>
    new CurrentView(parts.store ?? store, parts.leases ?? leases, clock, log, name, notices);
  const heard = (view: CurrentView) => {
    notices.listen(view);
    return view;
  };
  const current = heard(replica('me'));
  await add(store, 'ann');
  await current.start();
  /** A writer's settling, with whether it is over. */
  const settle = (by: CurrentView, outcome: Awaited<ReturnType<typeof add>>) => {
    const state = { isOver: false };
    void by.settle(outcome).then(() => (state.isOver = true));
    return state;
  };
  return { store, clock, log, leases, notices, replica, heard, current, settle };
}

/** The same store seen through a line that can be cut. */
export function through(store: FakeRegistryStore): FakeRegistryStore {
  const cut = Object.create(store) as FakeRegistryStore;
  let down = false;
  Object.defineProperty(cut, 'down', {
    get: () => down || store.down,
    set: (value: boolean) => (down = value),
  });
  return cut;
}

/** The same leases through a line that can be cut. */
export function lineTo(leases: FakeReplicaLeases): FakeReplicaLeases {
  const line = Object.create(leases) as FakeReplicaLeases;
  Object.defineProperty(line, 'down', { value: false, writable: true });
  return line;
}
