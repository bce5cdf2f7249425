import type { Digest, Ecosystem } from '@sallyport/domain';
import { lockImageName, skillTag } from './image-names';

const lock = (letter: string): Digest => `sha256:${letter.repeat(64)}`;

describe('installer/adapters/docker/image-names', () => {
  it.each([
    [skillTag('npm', 'stack', 'skill'), /^sallyport\/skill-npm:[0-9a-f]{40}$/],
    [skillTag('pypi', 'stack', 'A.b_C-9'), /^sallyport\/skill-pypi:[0-9a-f]{40}$/],
    [lockImageName('npm', lock('a'), lock('b')), /^sallyport\/npm-lock:[0-9a-f]{32}$/],
  ])('%s is a name that the engine takes', (name, shape) => {
    expect(name).toMatch(shape);
  });

  type Coordinates = [Ecosystem, string, string];
  it.each<[string, Coordinates, Coordinates]>([
    ['separators', ['npm', 's', 'a-b'], ['npm', 's', 'a_b']],
    ['a slash', ['npm', 's', 'a/b'], ['npm', 's', 'a-b']],
    ['case', ['npm', 's', 'Skill'], ['npm', 's', 'skill']],
    ['ecosystem', ['npm', 's', 'a'], ['pypi', 's', 'a']],
    ['stack', ['npm', 's', 'a'], ['npm', 't', 'a']],
    ['the border between stack and skill', ['npm', 's-a', 'b'], ['npm', 's', 'a-b']],
  ])('skills that differ by %s have two tags', (_, a, b) => {
    expect(skillTag(...a)).not.toBe(skillTag(...b));
  });

  it.each([
    ['lock', lockImageName('npm', lock('c'), lock('b'))],
    ['base', lockImageName('npm', lock('a'), lock('c'))],
    ['ecosystem', lockImageName('pypi', lock('a'), lock('b'))],
  ])('images that differ by %s have two names', (_, other) => {
    expect(other).not.toBe(lockImageName('npm', lock('a'), lock('b')));
  });
});
