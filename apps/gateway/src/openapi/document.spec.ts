import { ERROR_CODES } from '@sallyport/domain';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ROUTES } from '../adapters/rest/routes';
import { ask, startFakeGateway } from '../gateway.fake';
import { openApiDocument } from './document';
import { openApiText } from './write';

interface Operation {
  operationId: string;
  summary: string;
  parameters: { name: string; in: string; required: boolean; schema: object }[];
  requestBody?: object;
  responses: Record<string, { description: string; content: object }>;
  security?: object[];
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object>; securitySchemes: object };
}

const document = openApiDocument(ROUTES) as unknown as Document;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);
const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? '');

describe('apps/gateway/openapi', () => {
  it.each(ROUTES.map(({ method, path }) => [method, path]))('lists %s %s', (method, path) => {
    const operation = document.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];

    expect(operation?.responses).toMatchObject({
      200: expect.anything(),
      401: expect.anything(),
      403: expect.anything(),
      503: expect.anything(),
    });
  });

  it('lists nothing else but health and readiness', () => {
    expect(operations).toHaveLength(ROUTES.length + 2);
  });

  it('is OpenAPI 3.1 with one id for each operation', () => {
    const ids = operations.map(({ operation }) => operation.operationId);

    expect(document.openapi).toBe('3.1.0');
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has a target for every reference, in the components', () => {
    const known = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);

    expect(refs.length).toBeGreaterThan(ROUTES.length);
    expect(refs.filter((reference) => !known.includes(reference))).toEqual([]);
  });

  it.each(operations.map(({ method, path, operation }) => [method, path, operation] as const))(
    '%s %s names its path parameters',
    (_, path, operation) => {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const named = operation.parameters
        .filter((parameter) => parameter.in === 'path' && parameter.required)
        .map(({ name }) => name);

      expect(named).toEqual(inPath);
    },
  );

  it.each([
    [
      'get',
      '/api/packages/npm/check',
      ['agent_id', 'package_name', 'version'],
      ['digest', 'skill_id', 'sign', 'min_revision'],
    ],
    ['get', '/api/packages', [], ['status', 'request_id', 'limit', 'after']],
    ['post', '/api/packages/install', [], ['wait']],
  ])('%s %s says which parameters are needed', (method, path, needed, optional) => {
    const inQuery =
      document.paths[path]?.[method]?.parameters.filter((parameter) => parameter.in === 'query') ?? [];

    expect(inQuery.filter(({ required }) => required).map(({ name }) => name)).toEqual(needed);
    expect(inQuery.filter(({ required }) => !required).map(({ name }) => name)).toEqual(optional);
  });

  it('says what an install may answer', () => {
    const responses = document.paths['/api/packages/npm/install']?.['post']?.responses;

    expect(responses?.['202']?.description).toContain('Location');
    expect(responses?.['403']?.description).toContain('install-script-malicious');
    expect(responses?.['507']?.description).toContain('disk-full');
  });

  it('names every error code', () => {
    expect(document.components.schemas['Error']).toMatchObject({
      properties: { code: { enum: Object.keys(ERROR_CODES) } },
    });
  });

  it('is written the same each time', () => {
    expect(openApiText()).toBe(openApiText());
    expect(JSON.parse(openApiText())).toEqual(JSON.parse(JSON.stringify(document)));
  });

  describe('served', () => {
    let app: NestFastifyApplication;
    beforeAll(async () => ({ app } = await startFakeGateway()));
    afterAll(() => app.close());

    it('as JSON, without a token', async () => {
      const answer = await ask(app, { method: 'GET', url: '/api/docs/json' });

      expect(answer.json()).toEqual(JSON.parse(JSON.stringify(document)));
    });

    it.each([
      ['/api/docs', 'text/html'],
      ['/api/docs/', 'text/html'],
      ['/api/docs/swagger-ui-init.js', 'application/javascript'],
      ['/api/docs/swagger-ui.css', 'text/css'],
    ])('as a page: GET %s', async (url, type) => {
      const answer = await ask(app, { method: 'GET', url });

      expect(answer.statusCode).toBe(200);
      expect(answer.headers['content-type']).toContain(type);
    });
  });
});
