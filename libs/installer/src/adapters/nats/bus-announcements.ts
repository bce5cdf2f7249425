import {
  installProgressSubject,
  type EventData,
  type EventType,
  type InstallProgress,
} from '@sallyport/domain';
import type { Bus } from '@sallyport/messaging';
import { Announcements } from '../../application/ports';

export class BusAnnouncements extends Announcements {
  constructor(private readonly bus: Bus) {
    super();
  }

  publish<E extends EventType>(type: E, data: EventData<E>, id: string): Promise<void> {
    return this.bus.publishEvent(type, data as never, { id });
  }

  progress(message: InstallProgress): void {
    this.bus.publishProgress(installProgressSubject(message.jobId), message);
  }
}
