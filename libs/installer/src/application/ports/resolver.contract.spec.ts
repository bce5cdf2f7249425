import { FakeRegistry, FakeResolver } from '../../testing/registry.fake';
import { resolverContract } from './resolver.contract';

const registry = new FakeRegistry().add(
  { name: 'app', version: '1.0.0', needs: { middle: '1.0.0', leaf: '1.0.0' } },
  { name: 'middle', version: '1.0.0', needs: { leaf: '1.0.0' } },
  { name: 'leaf', version: '1.0.0' },
  { name: 'leaf', version: '2.0.0' },
  { name: 'other', version: '1.0.0' },
);

resolverContract(
  'the fake resolver',
  {
    ecosystem: 'npm',
    good: ['app', 'other'],
    unknownPackage: 'absent',
    unknownVersion: 'leaf@9.9.9',
    conflict: { requirements: ['app', 'leaf@2.0.0'], blamed: 'leaf' },
  },
  () => new FakeResolver(registry),
);
