import { DomainError } from '@sallyport/domain';
import { failureOf } from '../uv/explain-failure';
import { runUv, type UvOptions } from '../uv/run-uv';

const INDEX = /^--(extra-)?index-url (\S+)$/gm;

/**
 * The indexes that uv asks, in its order: those that were added come before the default one. uv itself is asked, so that
 * its settings, files and own default need not be known here. Addresses may hold credentials.
 * @throws DomainError `internal`: uv cannot be run, or names none
 */
export async function uvIndexes(options: UvOptions): Promise<string[]> {
  const outcome = await runUv(
    options,
    ['pip', 'compile', 'requirements.in', '--quiet', '--emit-index-url', '--python', options.pythonPath],
    { 'requirements.in': '' },
  );
  if (outcome.exitCode !== 0) throw failureOf(outcome);
  return indexesIn(outcome.stdout);
}

export function indexesIn(text: string): string[] {
  const all = [...text.matchAll(INDEX)].map(([, extra, url = '']) => ({ isExtra: extra !== undefined, url }));
  const usable = all.filter(({ url }) => /^https?:\/\//.test(url) && URL.canParse(url));
  if (usable.length === 0)
    throw new DomainError('internal', 'uv names no index that could be asked about releases');
  return [...usable.filter(({ isExtra }) => isExtra), ...usable.filter(({ isExtra }) => !isExtra)].map(
    ({ url }) => url,
  );
}
