// Writes the archives of the public gate into a folder, each with what it is; run with TypeScript loaded on the fly.
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { BENIGN, archiveOf as honestArchiveOf } from '../../test/attacks/benign';
import { archiveOf } from '../../test/attacks/build';
import { ATTACKS } from '../../test/attacks/replicas';

export interface WrittenCase {
  set: 'replicas' | 'variants' | 'twins' | 'look-alikes';
  id: string;
  ecosystem: 'npm' | 'pypi';
  file: string;
}

interface Named {
  ecosystem: 'npm' | 'pypi';
  name: string;
}

async function main(folder: string): Promise<void> {
  const written: WrittenCase[] = [];
  const write = (set: WrittenCase['set'], id: string, { ecosystem, name }: Named, bytes: Buffer): void => {
    const inner = join(folder, encodeURIComponent(id));
    mkdirSync(inner);
    const file = join(inner, basename(name));
    writeFileSync(file, bytes);
    written.push({ set, id, ecosystem, file });
  };
  for (const attack of ATTACKS)
    if (attack.judgedBy === 'artifact')
      write(
        attack.role === 'replica' ? 'replicas' : 'variants',
        attack.id,
        { ecosystem: attack.ecosystem, name: attack.filename },
        await archiveOf(attack),
      );
  for (const honest of BENIGN)
    write(
      honest.twinOf === undefined ? 'look-alikes' : 'twins',
      honest.id,
      { ecosystem: honest.ecosystem, name: honest.fileName },
      await honestArchiveOf(honest),
    );
  writeFileSync(join(folder, 'cases.json'), JSON.stringify(written));
}

void main(process.argv[2] as string);
