import { equalText, withoutVersion } from './equal-text';

describe('facts/profile/equal-text', () => {
  it.each([
    ['short', 'node setup.js'],
    ['empty', ''],
  ])('leaves %s text as it is', (_title, text) => {
    expect(equalText(text)).toBe(text);
  });

  it.each([
    ['that is long', 'x'.repeat(500)],
    ['far longer than is looked at', `${'x'.repeat(5_000)}1`],
    ['that grows when it is made printable', '\u0007'.repeat(200)],
  ])('keeps text %s short, and equal only to itself', (_title, text) => {
    expect(equalText(text).length).toBeLessThanOrEqual(300);
    expect(equalText(text)).toBe(equalText(text));
    expect(equalText(text)).not.toBe(equalText(`${text}2`));
  });

  it('has no half of a character, which a database would refuse', () => {
    expect(equalText('a\ud83d')).toBe('a\ufffd');
    expect(equalText(`${'x'.repeat(199)}\u{1f600}${'y'.repeat(100)}`)).not.toMatch(
      /[\ud800-\udfff](?![\udc00-\udfff])/,
    );
    expect(equalText('\u{1f600}')).toBe('\u{1f600}');
  });

  it.each([
    ['a-1.2.3-nspkg.pth', '1.2.3', 'a-*-nspkg.pth'],
    ['step 2 of 12', '2', 'step 2 of 12'],
    ['a', undefined, 'a'],
  ])('leaves the version out of %s', (text, version, expected) => {
    expect(withoutVersion(text, version)).toBe(expected);
  });
});
