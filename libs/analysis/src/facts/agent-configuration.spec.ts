import { hasAgentConfiguration } from './agent-configuration';

function has(...paths: string[]): boolean {
  const file = { path: '', size: 1, sha256: '', content: null, isNative: false };
  return hasAgentConfiguration({ files: new Map(paths.map((path) => [path, { ...file, path }])) });
}

describe('facts/agent-configuration', () => {
  it.each([
    ['.claude/settings.json'],
    ['.claude/hooks/start.sh'],
    ['pkg/.cursor/rules/x.mdc'],
    ['.vscode/tasks.json'],
    ['pkg/.VSCode/Tasks.json'],
    ['AGENTS.md'],
    ['pkg/CLAUDE.md'],
    ['.mcp.json'],
    ['.github/copilot-instructions.md'],
  ])('knows %s', (path) => {
    expect(has('index.js', path)).toBe(true);
  });

  it.each([
    ['nothing'],
    ['.vscode/extensions.json', 'tasks.json'],
    ['lib/agents.js', 'src/claude.ts'],
    ['agents.md/readme', '.claude'],
    ['docs/how-to-write-AGENTS.md.txt'],
    ['.github/workflows/ci.yml'],
  ])('is quiet about %s', (...paths) => {
    expect(has(...paths)).toBe(false);
  });
});
