import type { Revision } from '@sallyport/domain';
import { ReplicaNotices } from './replica-notices';

interface Listener {
  hint(revision: Revision): void;
  noticed(holder: string, revision: Revision): void;
}

/** The bus between replicas; with `lost` nothing arrives. */
export class FakeReplicaNotices extends ReplicaNotices {
  lost = false;
  readonly said: string[] = [];
  private readonly listeners: Listener[] = [];

  listen(listener: Listener): void {
    this.listeners.push(listener);
  }

  changed(revision: Revision): void {
    this.said.push(`changed ${revision}`);
    if (!this.lost) for (const listener of this.listeners) listener.hint(revision);
  }

  applied(holder: string, revision: Revision): void {
    this.said.push(`${holder} applied ${revision}`);
    if (!this.lost) for (const listener of this.listeners) listener.noticed(holder, revision);
  }
}
