import type { DetonationRule } from '../rule';
import { alters } from './alters';
import { canarySent } from './canary-sent';
import { connects } from './connects';
import { destroys } from './destroys';
import { differs } from './differs';
import { incomplete } from './incomplete';
import { readsAndConnects } from './reads-and-connects';
import { readsCredentials } from './reads-credentials';
import { startsPrograms } from './starts-programs';
import { stays } from './stays';

/** The whole list. */
export const DETONATION_RULES: readonly DetonationRule[] = [
  canarySent,
  destroys,
  stays,
  readsAndConnects,
  alters,
  incomplete,
  readsCredentials,
  connects,
  differs,
  startsPrograms,
];
