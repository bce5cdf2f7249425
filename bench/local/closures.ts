import { checkClosure, type RegistryView } from '@sallyport/registry-view';
import type { Figures } from '../frame';
import { agents, NOW, packages } from './world';

const SIZE = 500;
const ROUNDS = 40;

/**
 * A tree of 500 npm packages in which every one brings in two more, asked by an agent that is refused some of them:
 * microseconds by the processor for one such question, with the paths and alternatives of what is refused.
 */
export function closureFigures(view: RegistryView): Figures {
  const agent = agents.find(
    ({ maturity, registered, suspended }) => maturity === 'supervised' && registered && !suspended,
  );
  const chosen = packages.filter(({ ecosystem }) => ecosystem === 'npm').slice(0, SIZE);
  const check = {
    agentId: agent?.id ?? '',
    ecosystem: 'npm',
    roots: ['0'],
    packages: chosen.map(({ name, version }, n) => ({
      name,
      version,
      path: `${n}`,
      dependencies: [2 * n + 1, 2 * n + 2].filter((child) => child < SIZE).map(String),
    })),
  };
  const before = process.cpuUsage();
  let refused = 0;
  for (let round = 0; round < ROUNDS; round += 1)
    refused = checkClosure(view, check, { now: NOW }).refused.length;
  const { user, system } = process.cpuUsage(before);
  if (refused === 0 || refused === SIZE) throw new Error('The closure is not mixed: no figure.');
  return { closureMicroseconds: (user + system) / ROUNDS, closureRefused: refused };
}
