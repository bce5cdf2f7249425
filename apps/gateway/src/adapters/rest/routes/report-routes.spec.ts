import { reportClosure } from '@sallyport/domain';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FakeServiceBus } from '../../../application/ports/service-bus.fake';
import { ask, REPORT, startFakeGateway } from '../../../gateway.fake';

const BODY = { packages: [{ package_name: 'left-pad', version: '1.3.0' }] };

describe('apps/gateway/adapters/rest/routes/report-routes', () => {
  let app: NestFastifyApplication;
  let bus: FakeServiceBus;

  beforeAll(async () => ({ app, bus } = await startFakeGateway()));
  afterAll(() => app.close());

  const post = (form: string) =>
    ask(app, { method: 'POST', url: `/api/packages/npm/report${form}`, body: BODY, role: 'viewer' });

  it.each([
    ['', { revision: 7, findings: [] }],
    ['/sarif', { version: '2.1.0', runs: [{ results: [] }] }],
    ['/cyclonedx', { bomFormat: 'CycloneDX', specVersion: '1.6', vulnerabilities: [] }],
  ])('answers%s', async (form, expected) => {
    expect((await post(form)).json()).toMatchObject(expected);
  });

  it('writes nothing where the report is not what the contract says', async () => {
    bus.serve(reportClosure, () => ({ ...REPORT, findings: [{}] }));

    expect((await post('/sarif')).statusCode).toBe(500);
  });
});
