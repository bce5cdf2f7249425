import { Parser } from 'web-tree-sitter';
import { hasPythonFailed, pythonReady } from './grammar';
import { parsePython } from './syntax-node';

describe('ast/python/grammar', () => {
  it('reads nothing before it is ready', () => {
    expect(() => parsePython('x = 1')).toThrow('not ready');
  });

  it('gives up on text that takes too long, and reads the next one', async () => {
    await pythonReady();
    const slow = [...`x '${'\\x61'.repeat(20_000)}`].join('\0');

    expect(parsePython(slow)).toBeUndefined();
    expect(hasPythonFailed()).toBe(false);
    expect(parsePython('x = 1')?.below('assignment')).toHaveLength(1);
  });

  // The last one: whoever fails once is not used again.
  it('reads nothing more once it has failed', async () => {
    await pythonReady();
    expect(parsePython('x = 1')?.kind()).toBe('module');
    expect(hasPythonFailed()).toBe(false);

    const parse = jest.spyOn(Parser.prototype, 'parse').mockImplementationOnce(() => {
      throw new Error('unreachable');
    });
    expect(() => parsePython('x = 2')).toThrow('unreachable');
    parse.mockRestore();

    expect(hasPythonFailed()).toBe(true);
    expect(() => parsePython('x = 1')).toThrow('not ready');
  });
});
