import * as domain from '@sallyport/domain';
import type { RestAnswer } from '../surroundings';
import { SAMPLES } from '../tour/samples';
import type { TourReport } from '../tour/tour';
import { FakeProduct } from './fake-product.fake';
import { CONNECT, runFake, type FakeRun } from './run-fake';

const GATEWAY = 'http://127.0.0.1:8080';
export const FILES = {
  '/home/me/.sallyport/connect.json': JSON.stringify({ ...CONNECT, gatewayUrl: GATEWAY }),
  '/home/me/.sallyport/tokens.json': JSON.stringify({ executor: 'secret-token' }),
};

/** A product whose sandbox gives what the tour's code would. */
export function product(): FakeProduct {
  const made = new FakeProduct();
  for (const { ecosystem, skillId, proof } of SAMPLES) {
    made.installers[ecosystem].results.set(skillId, { result: { ...proof } as never });
  }
  return made;
}

/** The gateway in front of it. */
function restOf(made: FakeProduct) {
  return (url: string, bearer: string): RestAnswer => {
    const { pathname, searchParams } = new URL(url);
    const ecosystem = pathname === '/api/packages/npm/check' ? 'npm' : 'pypi';
    const id = domain.packageId({
      ecosystem,
      name: searchParams.get('package_name'),
      version: searchParams.get('version'),
    });
    if (bearer !== 'secret-token') return { status: 401, body: {} };
    return { status: 200, body: made.registry.decide(searchParams.get('agent_id') ?? '', id) };
  };
}

export async function tour(made: FakeProduct, ...words: string[]): Promise<FakeRun & { report: TourReport }> {
  const run = await runFake(['tour', '--json', ...words], {
    product: made,
    files: FILES,
    rest: restOf(made),
  });
  return { ...run, report: JSON.parse(run.stdout) as TourReport };
}

export const failedOf = ({ steps }: TourReport) => steps.filter(({ ok }) => !ok).map(({ name }) => name);
export const detailOf = ({ steps }: TourReport, name: string) =>
  steps.find((step) => step.name === name)?.detail;
