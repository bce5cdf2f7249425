import * as domain from '@sallyport/domain';
import { FakeProduct } from './fake-product.fake';

const LODASH = { ecosystem: 'npm', name: 'lodash', version: '1.2.3' } as const;
const ALICE = { kind: 'person', id: 'alice' } as const;
const BOT = { kind: 'agent', id: 'bot' } as const;
const NAMES = ['lodash', 'qs', 'left-pad', 'picocolors'];

/** lodash approved for supervised, qs banned, express requested (r1, with qs in it); one agent of each maturity. */
export function stocked(): FakeProduct {
  const product = new FakeProduct();
  const { registry } = product;
  for (const maturity of domain.MATURITIES) registry.agents.set(maturity, { maturity, suspended: false });
  registry.scan(NAMES.map((name) => ({ ...LODASH, name })));
  registry.write(ALICE, [LODASH], { action: 'approve', minMaturity: 'supervised' });
  registry.write(ALICE, [{ ...LODASH, name: 'qs' }], { action: 'ban', reason: 'bad\u001b[31m' });
  product.reviews.request(BOT, 'npm', ['express'], 'please\u001b[31m');
  return product;
}

/** The same, with a skill that one may run. */
export function installed(): FakeProduct {
  const product = stocked();
  product.installers.npm.install({ skillId: 's1', agentId: 'supervised', requirements: ['lodash'] });
  product.installers.npm.results.set('s1', { result: { sum: 3 }, stdout: 'hi\u001b[2J\n' });
  return product;
}
