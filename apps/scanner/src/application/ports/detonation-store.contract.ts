import type { DetonationTrace, Digest } from '@sallyport/domain';
import { traceOf } from '@sallyport/domain/testing';
import type { DetonationStore, KeptDetonation } from './detonation-store';

const digest = (hex: string): Digest => `sha256:${hex.repeat(64)}`;
const surroundings = (hex: string) => hex.repeat(64);
const at = (day: number) => `2026-01-0${day}T00:00:00.000Z`;
const doing = (name: string): DetonationTrace => traceOf({ names: [name] });

const kept = (parts: Partial<KeptDetonation> = {}): KeptDetonation => ({
  ...{ digest: digest('a'), surroundings: surroundings('1'), detonator: 'd1', at: at(1) },
  trace: doing('one.invalid'),
  ...parts,
});

/** What every store of detonations must do. Each store is made empty. */
export function detonationStoreContract(make: () => Promise<DetonationStore>): void {
  it('keeps what was seen by artifact and surroundings, newest first', async () => {
    const store = await make();
    const [older, newer] = [kept(), kept({ detonator: 'd2', at: at(2), trace: doing('two.invalid') })];

    for (const each of [newer, older]) await store.keep(each);

    expect(await store.kept(kept())).toEqual([newer, older]);
    expect(await store.kept(kept({ surroundings: surroundings('2') }))).toEqual([]);
    expect(await store.kept(kept({ digest: digest('b') }))).toEqual([]);
  });

  it('replaces what the same detonator has seen before', async () => {
    const store = await make();
    const again = kept({ at: at(2), trace: doing('two.invalid') });

    for (const each of [kept(), again]) await store.keep(each);

    expect(await store.kept(kept())).toEqual([again]);
  });

  it('finds the newest of each, in whatever surroundings', async () => {
    const store = await make();
    const elsewhere = kept({ surroundings: surroundings('2'), at: at(3), trace: doing('three.invalid') });
    for (const each of [elsewhere, kept(), kept({ digest: digest('b') })]) await store.keep(each);

    const found = await store.newest([digest('a'), digest('b'), digest('c')]);

    expect(found).toEqual(
      new Map([
        [digest('a'), elsewhere],
        [digest('b'), kept({ digest: digest('b') })],
      ]),
    );
    expect(await store.newest([])).toEqual(new Map());
  });

  it('keeps text that databases dislike', async () => {
    const store = await make();

    await store.keep(kept({ trace: doing('a\u0000b.invalid') }));

    const [found] = await store.kept(kept());
    expect(found?.trace.environments[0]?.phases[0]?.names).toEqual([
      expect.stringMatching(/^a.b\.invalid$/s),
    ]);
  });
}
