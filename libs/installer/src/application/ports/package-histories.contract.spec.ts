import { DomainError } from '@sallyport/domain';
import { FakeHistories } from '../../testing/histories.fake';
import { FakeRegistry } from '../../testing/registry.fake';
import { packageHistoriesContract } from './package-histories.contract';

const registry = new FakeRegistry().add(
  { name: 'thing', version: '1.0.0' },
  { name: 'thing', version: '1.0.1', needs: { leaf: '1.0.0' } },
);

packageHistoriesContract(
  'the fake',
  { known: { name: 'thing', version: '1.0.1' }, absent: 'nothing' },
  () => new FakeHistories(registry),
  () => {
    const deaf = new FakeHistories(registry);
    deaf.fault = new DomainError('registry-unreachable', 'The fake registry is down');
    return deaf;
  },
);
