import { replicaNotices, type Revision } from '@sallyport/domain';
import { Bus } from '@sallyport/messaging';
import { ReplicaNotices } from '../../application/ports/replica-notices';

export class BusReplicaNotices extends ReplicaNotices {
  constructor(private readonly bus: Pick<Bus, 'publishProgress'>) {
    super();
  }

  changed(revision: Revision): void {
    this.bus.publishProgress(replicaNotices.changed.subject, { revision });
  }

  applied(holder: string, revision: Revision): void {
    this.bus.publishProgress(replicaNotices.applied.subject, { holder, revision });
  }
}
