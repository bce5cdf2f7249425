import { writeSync } from 'node:fs';
import { DomainError, printable } from '@sallyport/domain';
import { discover } from '../discover/discover';
import type { ChildAnswer, DiscoveryTask } from './discover-in-process';

/** Where the name of the file goes that is read next: written before a native parser may end the process. */
const PROGRESS = 4;

function answer({ path, limits, skip }: DiscoveryTask): ChildAnswer {
  try {
    const reading = (file: string): void => void writeSync(PROGRESS, `${JSON.stringify(file)}\n`);
    return { discovery: discover(path, limits, { skip: new Set(skip), reading }) };
  } catch (cause) {
    if (DomainError.is(cause)) return { refused: cause.toBody() };
    return { failed: printable(cause instanceof Error ? cause.message : String(cause), 300) };
  }
}

process.on('message', (task: DiscoveryTask) => process.send?.(answer(task)));
process.on('disconnect', () => process.exit(0));
