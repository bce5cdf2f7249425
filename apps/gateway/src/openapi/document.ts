import { ERROR_CODES, PERMISSIONS, PRODUCT_VERSION, SERVICE_NAMES, type ErrorCode } from '@sallyport/domain';
import { z } from 'zod';
import { HTTP_STATUS } from '../adapters/rest/http-status';
import type { Route } from '../adapters/rest/route';
import { Components, type Json } from './components';

/** Any path that asks a service may answer these besides its own. */
const EVERYWHERE: readonly ErrorCode[] = [
  'invalid-request',
  'unauthenticated',
  'permission-denied',
  'bus-unavailable',
  'nobody-listens',
  'timeout',
  'internal',
];
const WITH_BODY: readonly ErrorCode[] = ['malformed-json', 'payload-too-large'];

const ErrorAnswer = z.object({
  code: z.enum(Object.keys(ERROR_CODES) as [ErrorCode, ...ErrorCode[]]).describe('Stable; for programs.'),
  message: z.string().describe('One sentence with the facts in it; for people.'),
  hint: z.string().describe('What can be done about it.'),
  details: z
    .unknown()
    .optional()
    .describe('Facts for programs, such as findings or refused packages with their paths.'),
});
const HealthAnswer = z.object({ status: z.literal('up') });
const ReadyAnswer = z.object({
  ready: z.boolean(),
  bus: z.boolean(),
  services: z.partialRecord(z.enum(SERVICE_NAMES), z.boolean()),
  missing: z.array(z.string()),
});

/** OpenAPI 3.1 of the REST API, from the same table that the server is made from. */
export function openApiDocument(routes: readonly Route[]): Json {
  const components = new Components();
  const error = components.reference('Error', ErrorAnswer, 'output');
  const paths: Record<string, Json> = { ...healthPaths(components) };
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, components, error) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Sallyport',
      version: PRODUCT_VERSION,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description:
        'The two-door gate between AI agents and the public package registries. PyPI packages are under `/api/packages`, npm packages under `/api/packages/npm`. A denied check is a reply with `allowed: false`; an error says that there is no answer. The fields of queries and bodies may be spelled `like_this` or `likeThis`.',
    },
    servers: [{ url: '/' }],
    security: [{ token: [] }],
    paths,
    components: {
      schemas: components.schemas,
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: rolesByPermission() } },
    },
  };
}

function operation(route: Route, components: Components, error: Json): Json {
  const { endpoint, body } = route;
  const id = operationId(route);
  const name = id[0]?.toUpperCase() + id.slice(1);
  const responses: Record<string, Json> = {
    200: answer('The reply.', components.reference(`${name}Reply`, route.reply, 'output')),
  };
  for (const { status, description, reply } of route.others) {
    responses[status] = answer(description, components.reference(`${name}Reply${status}`, reply, 'output'));
  }
  const codes = new Set([...EVERYWHERE, ...(body ? WITH_BODY : []), ...endpoint.errors]);
  for (const [status, withStatus] of byStatus(codes))
    responses[status] = answer(describeCodes(withStatus), error);
  return {
    operationId: id,
    tags: [tagOf(route)],
    summary: route.summary,
    description: `Needs the permission \`${endpoint.permission}\` (${PERMISSIONS[endpoint.permission].join(', ')}). Served by ${endpoint.service} as \`${endpoint.subject}\` on the bus.`,
    parameters: [
      ...parameters('path', route.params, components),
      ...parameters('query', route.query, components),
    ],
    ...(body && {
      requestBody: { required: true, content: json(components.reference(`${name}Request`, body, 'input')) },
    }),
    responses,
  };
}

/** `POST /api/packages/npm/{skillId}/x` is `postPackagesNpmSkillIdX`. */
function operationId({ method, path }: Route): string {
  const words = path
    .replace(/^\/api\//, '')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
  return method.toLowerCase() + words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join('');
}

function tagOf({ path }: Route): string {
  if (path.startsWith('/api/packages/npm')) return 'npm packages';
  if (path.startsWith('/api/packages')) return 'PyPI packages';
  return path.split('/')[2] ?? 'other';
}

function parameters(place: 'path' | 'query', fields: z.ZodObject, components: Components): Json[] {
  return Object.entries(fields.shape).map(([name, field]) => {
    const { description, ...schema } = components.plain(name, field as z.ZodType, 'input');
    const isOptional = (field as z.ZodType).safeParse(undefined).success;
    return {
      name,
      in: place,
      required: place === 'path' || !isOptional,
      ...(description ? { description } : {}),
      schema,
    };
  });
}

function byStatus(codes: ReadonlySet<ErrorCode>): [number, ErrorCode[]][] {
  const statuses = new Map<number, ErrorCode[]>();
  for (const code of codes)
    statuses.set(HTTP_STATUS[code], [...(statuses.get(HTTP_STATUS[code]) ?? []), code]);
  return [...statuses].sort(([a], [b]) => a - b);
}

function describeCodes(codes: readonly ErrorCode[]): string {
  return codes.map((code) => `\`${code}\`: ${ERROR_CODES[code]}`).join('\n\n');
}

function healthPaths(components: Components): Record<string, Json> {
  const ready = components.reference('Ready', ReadyAnswer, 'output');
  const open = { tags: ['health'], security: [], parameters: [] };
  return {
    '/health': {
      get: {
        ...open,
        operationId: 'getHealth',
        summary: 'The gateway lives.',
        responses: { 200: answer('It does.', components.reference('Health', HealthAnswer, 'output')) },
      },
    },
    '/ready': {
      get: {
        ...open,
        operationId: 'getReady',
        summary: 'The bus and every service answer.',
        responses: { 200: answer('All do.', ready), 503: answer('Something is missing, and named.', ready) },
      },
    },
  };
}

function rolesByPermission(): string {
  return Object.entries(PERMISSIONS)
    .filter(([, roles]) => roles.length > 0)
    .map(([permission, roles]) => `\`${permission}\`: ${roles.join(', ')}`)
    .join('; ');
}

const json = (schema: Json): Json => ({ 'application/json': { schema } });
const answer = (description: string, schema: Json): Json => ({ description, content: json(schema) });
