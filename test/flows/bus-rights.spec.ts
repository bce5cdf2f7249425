import { ENDPOINTS, roleMay, ROLES, type Endpoint, type Role } from '@sallyport/domain';
import { type Bus } from '@sallyport/messaging';
import { connectAs, sharedStack } from '../support/stack';

/**
 * What deploy/nats.conf lets a connection say, against the table in libs/domain/src/actor/role.ts.
 * The body is no JSON on purpose: whoever gets through is answered `malformed-json` and nothing happens.
 */
describe('test/flows/bus-rights', () => {
  const buses = new Map<Role, Bus>();

  beforeAll(async () => {
    for (const role of ROLES) buses.set(role, await connectAs(sharedStack(), role));
  });

  afterAll(async () => {
    for (const bus of buses.values()) await bus.close();
  });

  async function answer(role: Role, subject: string): Promise<string> {
    const bus = buses.get(role) as Bus;
    return bus.callRaw(subject, Buffer.from('not json'), 5_000).then(
      () => 'answered',
      (error: { code: string }) => error.code,
    );
  }

  const cells = ENDPOINTS.flatMap((endpoint: Endpoint) =>
    ROLES.map((role) => ({
      role,
      subject: endpoint.subject,
      expected: roleMay(role, endpoint.permission) ? 'malformed-json' : 'permission-denied',
    })),
  );

  it.each(cells)('$role on $subject: $expected', async ({ role, subject, expected }) => {
    await expect(answer(role, subject)).resolves.toBe(expected);
  });

  it.each([
    ['a forged change event', 'events.governance.registry-changed'],
    ['a hint that the registry has changed', 'internal.governance.changed'],
    ['that a holder of a lease has a change', 'internal.governance.applied'],
    ['a forged decision record', 'events.governance.decisions-recorded'],
    ['an install job past the installer', 'jobs.install.npm'],
    ['an installation record', '$KV.installations.npm.eA'],
    ['the deletion of the audit stream', '$JS.API.STREAM.DELETE.EVENTS'],
    ['an acknowledgement in the place of the archiver', '$JS.ACK.EVENTS.audit-archive.1.1.1.1.1'],
    ["another user's reply", '_INBOX_admin.x.y'],
  ])('no client may publish %s', async (_, subject) => {
    const answers = await Promise.all(ROLES.map((role) => answer(role, subject)));

    expect(answers).toEqual(ROLES.map(() => 'permission-denied'));
  });

  it("lets nobody listen to another user's replies", async () => {
    const executor = buses.get('executor') as Bus;
    const refused = new Promise<string>((resolve) => {
      executor.connection.subscribe('_INBOX_admin.>', {
        callback: (error) => resolve(error?.code ?? 'delivered'),
      });
    });

    await expect(refused).resolves.toBe('PERMISSIONS_VIOLATION');
  });
});
