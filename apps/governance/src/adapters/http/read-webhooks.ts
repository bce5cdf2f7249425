import { z } from 'zod';
import type { WebhookTarget } from '../../application/webhooks/webhook';

const SUBJECT = /^[a-z*][a-z0-9-]*(\.([a-z][a-z0-9-]*|\*))*(\.>)?$|^>$/;

/** At least 24 bytes, as the specification asks for. */
const Secret = z
  .string()
  .regex(/^whsec_[A-Za-z0-9+/]+={0,2}$/, 'whsec_ and base64')
  .refine((secret) => Buffer.from(secret.slice(6), 'base64').length >= 24, 'at least 24 bytes');

const Targets = z
  .array(
    z.strictObject({
      url: z
        .string()
        .max(2_048)
        .refine(isSafeUrl, 'an https address, or http on the loopback interface, without credentials'),
      secret: Secret,
      events: z
        .array(z.string().regex(SUBJECT, 'an event type, with * and > as in NATS'))
        .min(1)
        .max(100)
        .optional(),
    }),
  )
  .max(50)
  .refine((targets) => new Set(targets.map(({ url }) => url)).size === targets.length, 'each address once');

/** `WEBHOOKS`: a JSON array. @throws Error naming every fault, and no secret */
export function readWebhooks(text: string): WebhookTarget[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error('a JSON array of {"url", "secret", "events"}');
  }
  const parsed = Targets.safeParse(json);
  if (!parsed.success) {
    throw new Error(
      parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
    );
  }
  return parsed.data.map(({ url, secret, events }) => ({ url, secret, ...(events && { events }) }));
}

function isSafeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== '' || password !== '') return false;
  return (
    protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname))
  );
}
