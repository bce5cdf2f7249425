import { CreateTrail1700000001000 } from './1700000001000-create-trail';
import { RefuseChangesOfEvents1700000002000 } from './1700000002000-refuse-changes-of-events';

/** In order. A merged migration is never edited. */
export const MIGRATIONS = [CreateTrail1700000001000, RefuseChangesOfEvents1700000002000];
