import * as domain from '@sallyport/domain';
import { FakeProduct } from './fake-product.fake';

const LODASH = { ecosystem: 'npm', name: 'lodash', version: '1.2.3' } as const;
const ME = { kind: 'person', id: 'me' } as const;

/** lodash approved for supervised, qs banned, express requested; one agent of each maturity. */
export function stocked(): FakeProduct {
  const product = new FakeProduct();
  const { registry } = product;
  for (const maturity of domain.MATURITIES) registry.agents.set(maturity, maturity);
  registry.write(ME, [LODASH], { action: 'approve', minMaturity: 'supervised' });
  registry.write(ME, [{ ...LODASH, name: 'qs' }], { action: 'ban', reason: 'bad\u001b[31m' });
  registry.write(ME, [{ ...LODASH, name: 'express' }], { action: 'request' }, 'r0');
  return product;
}

/** The same, with a skill that one may run. */
export function installed(): FakeProduct {
  const product = stocked();
  product.installers.npm.install({ skillId: 's1', agentId: 'supervised', requirements: ['lodash'] });
  product.installers.npm.results.set('s1', { result: { sum: 3 }, stdout: 'hi\u001b[2J\n' });
  return product;
}
