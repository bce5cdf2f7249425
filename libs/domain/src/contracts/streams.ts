import type { Ecosystem } from '../package/ecosystem';

/** Names of everything durable on the bus. `libs/messaging/provision` creates them; nothing else spells them. */
export const EVENTS_STREAM = { name: 'EVENTS', subjects: ['events.>'] } as const;
export const JOBS_STREAM = { name: 'JOBS', subjects: ['jobs.install.*'] } as const;
/** Jobs that no worker could finish, kept for an operator. */
export const DEAD_STREAM = { name: 'DEAD', subjects: ['jobs.dead.*'] } as const;

export const AUDIT_CONSUMER = 'audit-archive';

/**
 * What governance hears of events that happened, one message to one of its replicas: what the scanner learnt,
 * and what webhooks are told.
 */
export const FACTS_CONSUMER = {
  name: 'governance-facts',
  subject: 'events.scanner.advisories-imported',
} as const;
export const WEBHOOKS_CONSUMER = { name: 'governance-webhooks', subject: 'events.>' } as const;

export const installJobSubject = (ecosystem: Ecosystem): string => `jobs.install.${ecosystem}`;
export const deadJobSubject = (ecosystem: Ecosystem): string => `jobs.dead.${ecosystem}`;
export const INSTALL_CONSUMERS: Readonly<Record<Ecosystem, string>> = {
  pypi: 'installer-pypi',
  npm: 'installer-npm',
};

/** Key-value buckets; keys are `<ecosystem>.<base64url of the id>`. */
export const INSTALLATIONS_BUCKET = 'installations';
export const JOBS_BUCKET = 'jobs';

export const installProgressSubject = (jobId: string): string => `progress.install.${jobId}`;

/** Headers of an error reply (NATS services protocol, ADR-32 of NATS architecture) and ours with the stable code. */
export const SERVICE_ERROR_CODE_HEADER = 'Nats-Service-Error-Code';
export const SERVICE_ERROR_HEADER = 'Nats-Service-Error';
export const ERROR_CODE_HEADER = 'Sallyport-Error-Code';
