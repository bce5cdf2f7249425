import { type Sample } from '../case';

/** Two honest versions of one package, one after the other. */
export interface HonestUpdate {
  id: string;
  /** Why an honest project makes such a release. */
  why: string;
  previous: Sample;
  sample: Sample;
  /** Days that new dependencies had existed when the release came, by name; what is not here is not known. */
  ages?: Readonly<Record<string, number>>;
}
