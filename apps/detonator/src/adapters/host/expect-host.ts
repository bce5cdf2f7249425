import { access, constants, readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { DomainError, ECOSYSTEMS, type Ecosystem } from '@sallyport/domain';
import type Dockerode from 'dockerode';

/** What detonating calls; without one of them every artifact would come to nothing. */
const PROGRAMS = ['strace', 'nsenter', 'ip', 'iptables-restore', 'ip6tables-restore', 'openssl'];

/** @throws DomainError `scan-failed` where this process cannot enter and watch cages */
export async function expectHost(path: string, userId: number | undefined): Promise<void> {
  if (userId !== 0)
    throw unfit('it has to run as root, to enter the network of cages and to watch their processes');
  const folders = path.split(delimiter).filter((folder) => folder !== '');
  for (const program of PROGRAMS) {
    const found = await Promise.all(folders.map((folder) => isProgram(join(folder, program))));
    if (!found.includes(true)) throw unfit(`${program} is not on its PATH`);
  }
}

/** @throws DomainError `scan-failed` where no library can shift a clock */
export async function clockLibrary(given: string | undefined): Promise<string> {
  const folders = given === undefined ? await readdir('/usr/lib') : [];
  const known = folders.map((folder) => join('/usr/lib', folder, 'faketime/libfaketime.so.1'));
  for (const library of given === undefined ? known : [given])
    if (await access(library, constants.R_OK).then(...SUCCESS)) return library;
  throw unfit('libfaketime is not there: install it, or set CLOCK_LIBRARY');
}

/** Content ids, so that a name that is moved to another image does not change what is run. @throws DomainError `image-missing` */
export async function imageIds(
  docker: Dockerode,
  names: Readonly<Record<Ecosystem, string>>,
): Promise<Record<Ecosystem, string>> {
  const ids: Partial<Record<Ecosystem, string>> = {};
  for (const ecosystem of ECOSYSTEMS) {
    const name = names[ecosystem];
    try {
      ids[ecosystem] = (await docker.getImage(name).inspect()).Id;
    } catch (cause) {
      throw new DomainError('image-missing', `The engine does not have the base image ${name}`, { cause });
    }
  }
  return ids as Record<Ecosystem, string>;
}

const SUCCESS = [() => true, () => false] as const;
const isProgram = (file: string) => access(file, constants.X_OK).then(...SUCCESS);

function unfit(why: string): DomainError {
  return new DomainError('scan-failed', `Artifacts cannot be detonated on this machine: ${why}`, {
    hint: 'See docs/operations.md, "Detonation". Without a detonator no policy that asks for one clears a file of high risk.',
  });
}
