import { detonatorContract } from '../detonator.contract';
import { FakeDetonator } from './fake-detonator';

describe('libs/detonation/testing/fake-detonator', () => {
  detonatorContract(async () => ({ detonator: new FakeDetonator(), tarball: Buffer.from('bytes') }));
});
