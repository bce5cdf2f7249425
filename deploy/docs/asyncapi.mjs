// docs/api/asyncapi.json: AsyncAPI 3.0 of everything that is said on the bus.
import { SchemaCollector, reference } from './schemas.mjs';

/** @param {string} subject an id that may be a key and a part of a reference */
const idOf = (subject) => subject.replaceAll('.', '-').replace('{', '').replace('}', '');

/** @param {import('./documents.mjs').Ordered} sources */
export function asyncApi({ domain, endpoints, z, timeouts, version }) {
  const collector = new SchemaCollector(z, /** @type {Record<string, unknown>} */ (domain));
  /** @type {Record<string, unknown>} */
  const messages = {};
  /** @type {Record<string, unknown>} */
  const channels = {};
  /** @type {Record<string, unknown>} */
  const operations = {};

  collector.keep('ErrorBody', errorBody(domain));
  messages.error = {
    name: 'error',
    summary: 'A failure. A reply without these headers is an answer.',
    contentType: 'application/json',
    headers: {
      type: 'object',
      properties: {
        [domain.ERROR_CODE_HEADER]: { type: 'string', description: 'The stable code.' },
        [domain.SERVICE_ERROR_HEADER]: { type: 'string' },
        [domain.SERVICE_ERROR_CODE_HEADER]: { type: 'string', description: 'A number, for NATS tools.' },
      },
      required: [domain.ERROR_CODE_HEADER],
    },
    payload: reference('ErrorBody'),
  };

  const json = (
    /** @type {string} */ name,
    /** @type {string} */ summary,
    /** @type {unknown} */ payload,
  ) => {
    messages[name] = { name, summary, contentType: 'application/json', payload };
    return { $ref: `#/components/messages/${name}` };
  };
  const at = (/** @type {string} */ channel, /** @type {string} */ message) => ({
    $ref: `#/channels/${channel}/messages/${message}`,
  });

  for (const endpoint of endpoints) {
    const { subject, service, summary, permission, pace, errors } = endpoint;
    const id = idOf(subject);
    channels[id] = {
      address: subject,
      messages: {
        request: json(`${id}-request`, summary, collector.add(`${id}-request`, endpoint.request)),
      },
    };
    channels[`${id}-reply`] = {
      address: null,
      description: 'The reply subject that NATS gives to the request.',
      messages: {
        reply: json(`${id}-reply`, `Answer to ${subject}.`, collector.add(`${id}-reply`, endpoint.reply)),
        error: { $ref: '#/components/messages/error' },
      },
    };
    operations[id] = {
      action: 'receive',
      channel: { $ref: `#/channels/${id}` },
      summary,
      tags: [{ name: service }],
      messages: [at(id, 'request')],
      reply: {
        channel: { $ref: `#/channels/${id}-reply` },
        messages: [at(`${id}-reply`, 'reply'), at(`${id}-reply`, 'error')],
      },
      bindings: { nats: { queue: service, bindingVersion: '0.1.0' } },
      'x-sallyport-permission': permission,
      'x-sallyport-timeout-ms': timeouts[pace],
      'x-sallyport-errors': [...new Set(errors)],
    };
  }

  const publish = (
    /** @type {string} */ subject,
    /** @type {{ summary: string, services: readonly string[], payload: unknown, parameters?: unknown }} */ told,
  ) => {
    const id = idOf(subject);
    channels[id] = {
      address: subject,
      ...(told.parameters ? { parameters: told.parameters } : {}),
      messages: { message: json(id, told.summary, told.payload) },
    };
    operations[id] = {
      action: 'send',
      channel: { $ref: `#/channels/${id}` },
      summary: told.summary,
      tags: told.services.map((name) => ({ name })),
      messages: [at(id, 'message')],
    };
  };

  collector.add('EventEnvelope', domain.EventEnvelope);
  for (const { subject, services, summary, data } of domain.EVENT_TYPES) {
    const payload = {
      allOf: [
        reference('EventEnvelope'),
        {
          type: 'object',
          properties: { type: { const: subject }, data: collector.add(idOf(subject), data) },
        },
      ],
    };
    publish(subject, { summary, services, payload });
  }
  for (const ecosystem of domain.ECOSYSTEMS) {
    const services = [domain.INSTALLER_OF[ecosystem]];
    publish(domain.installJobSubject(ecosystem), {
      summary: 'An install job on the work queue.',
      services,
      payload: collector.add('InstallJob', domain.InstallJob),
    });
    publish(domain.deadJobSubject(ecosystem), {
      summary: 'A job that no worker could finish, as it was, and why.',
      services,
      payload: deadLetter(),
    });
  }
  publish(domain.installProgressSubject('{jobId}'), {
    summary: 'Progress of one install job. Not stored.',
    services: Object.values(domain.INSTALLER_OF),
    parameters: { jobId: { description: 'As the install endpoint answered it.' } },
    payload: collector.add('InstallProgress', domain.InstallProgress),
  });

  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Sallyport',
      version,
      description:
        'Plain JSON over NATS, by the NATS services protocol. Seen from the services: they receive requests and send events.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    servers: {
      bus: {
        host: '127.0.0.1:4222',
        protocol: 'nats',
        description: 'The address of yours is in connect.json.',
      },
    },
    channels,
    operations,
    components: { messages, schemas: sorted(collector.schemas) },
  };
}

/** @param {typeof import('@sallyport/domain')} domain */
function errorBody({ ERROR_CODES }) {
  return {
    type: 'object',
    properties: {
      code: { type: 'string', enum: Object.keys(ERROR_CODES) },
      message: { type: 'string', description: 'One sentence with the facts in it.' },
      hint: { type: 'string', description: 'What the caller can do about it.' },
      details: { description: 'Machine-readable facts, such as the packages behind an install-denied.' },
    },
    required: ['code', 'message', 'hint'],
  };
}

function deadLetter() {
  const text = { type: 'string' };
  return {
    type: 'object',
    properties: { reason: text, subject: text, body: { ...text, description: 'The message as it came.' } },
    required: ['reason', 'subject', 'body'],
  };
}

/** @template T @param {Record<string, T>} record */
const sorted = (record) =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
