import type {
  DomainError,
  EventData,
  EventType,
  Installation,
  InstallJob,
  InstallProgress,
  Job,
} from '@sallyport/domain';
import { Announcements, Installations, Jobs } from '../application/ports';

export class FakeInstallations extends Installations {
  readonly records = new Map<string, Installation>();
  fault: DomainError | undefined;

  async get(skillId: string): Promise<Installation | undefined> {
    return this.records.get(skillId);
  }

  async put(installation: Installation): Promise<void> {
    if (this.fault) throw this.fault;
    this.records.set(installation.skillId, installation);
  }

  async delete(skillId: string): Promise<void> {
    this.records.delete(skillId);
  }

  async list(): Promise<Installation[]> {
    return [...this.records.values()];
  }
}

export class FakeJobs extends Jobs {
  readonly records = new Map<string, Job>();
  readonly queue: InstallJob[] = [];

  async get(jobId: string): Promise<Job | undefined> {
    return this.records.get(jobId);
  }

  async put(job: Job): Promise<void> {
    this.records.set(job.jobId, job);
  }

  async enqueue(job: InstallJob): Promise<void> {
    this.queue.push(job);
  }
}

export class FakeAnnouncements extends Announcements {
  /** As the stream would hold them: one message for each id. */
  readonly events = new Map<string, { subject: string; data: unknown }>();
  readonly messages: InstallProgress[] = [];
  fault: DomainError | undefined;

  async publish<E extends EventType>(type: E, data: EventData<E>, id: string): Promise<void> {
    if (this.fault) throw this.fault;
    if (!this.events.has(id)) this.events.set(id, { subject: type.subject, data: type.data.parse(data) });
  }

  progress(message: InstallProgress): void {
    this.messages.push(message);
  }

  get subjects(): string[] {
    return [...this.events.values()].map(({ subject }) => subject);
  }
}
