import { sharedObject } from '../testing/shared-object';
import { analyzeArtifact } from '../process/analyze-artifact';
import { npmPackage, zip, type Files } from '../testing/archives';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const plain = sharedObject({ imports: ['malloc'], exports: ['napi_register_module_v1'], strings: ['ok'] });

async function judged(files: Files): Promise<string[]> {
  const { verdict, findings } = await analyzeArtifact('npm', await npmPackage({ main: 'index.js' }, files));
  return [verdict, ...new Set(findings.map(({ rule }) => rule))];
}

describe('rules/native', () => {
  it.each<[string, Files, string[]]>([
    ['an addon', { 'a.node': plain }, ['clean']],
    ['an addon called a table', { 'data/table.dat': plain }, ['suspicious', 'native-disguised']],
    ['an addon called a picture', { 'logo.PNG': plain }, ['suspicious', 'native-disguised', 'file-polyglot']],
    ['text that begins as a program does', { 'notes.txt': 'MZ: Mozambique' }, ['clean']],
    ['an addon with a name that is not shown', { 'lib/.cache': plain }, ['warning', 'native-hidden-file']],
    ['a folder that is not shown', { 'x/.libs/a.so': plain }, ['clean']],
    [
      'a packed program',
      { 'bin/x': sharedObject({ imports: [], exports: [], strings: ['UPX!'] }) },
      ['warning', 'native-packed'],
    ],
    ['a picture', { 'logo.png': PNG }, ['clean']],
    ['a program behind a picture', { 'logo.png': Buffer.concat([PNG, plain]) }, ['warning', 'file-polyglot']],
    [
      'an archive behind a picture',
      { 'logo.png': Buffer.concat([PNG, Buffer.from('PK\x03\x04rest')]) },
      ['warning', 'file-polyglot'],
    ],
    [
      'code behind a sound',
      {
        'ring.wav': Buffer.concat([
          Buffer.from('RIFF\x04\0\0\0WAVE', 'latin1'),
          Buffer.from('require("child_process").exec("id"); // go'),
        ]),
      },
      ['warning', 'file-polyglot'],
    ],
    ['a picture that is a script', { 'a.js': 'GIF89a = 1; run();' }, ['warning', 'file-polyglot']],
    ['a name turned round', { 'img\u202egnp.js': 'a()' }, ['warning', 'file-name-deceptive']],
    ['two endings', { 'offer.pdf.exe': 'x' }, ['warning', 'file-name-deceptive']],
    ['two honest endings', { 'a.min.js': 'a()', 'x.txt.md': 'x' }, ['clean']],
  ])('%s', async (_, files, judgement) => {
    expect(await judged({ 'index.js': '', ...files })).toEqual(judgement);
  });

  it.each([
    ['git+ssh://git@forge.invalid/a/b.git#main', 'suspicious'],
    ['github:someone/thing', 'suspicious'],
    ['someone/thing#v1', 'suspicious'],
    ['git@forge.invalid:a/b.git', 'suspicious'],
    ['https://a.invalid/x.tgz', 'suspicious'],
    ['npm:other@^1.0.0', 'clean'],
    ['^1.2.3 || ~2.0', 'clean'],
    ['file:../local', 'clean'],
    ['latest', 'clean'],
  ])('a dependency of %s: %s', async (spec, verdict) => {
    const analysis = await analyzeArtifact('npm', await npmPackage({ dependencies: { x: spec } }));

    expect(analysis.verdict).toBe(verdict);
  });

  it.each(['git+https://forge.invalid/a.git@main', 'hg+ssh://forge.invalid/a', 'https://a.invalid/x.whl'])(
    'a requirement of %s',
    async (address) => {
      const name = 'sample-1.0.0.dist-info/METADATA';
      const content = `Metadata-Version: 2.1\nName: sample\nVersion: 1.0.0\nRequires-Dist: x @ ${address}\n`;
      const { findings } = await analyzeArtifact('pypi', zip([{ name, content }]));

      expect(findings.map(({ rule }) => rule)).toContain('dependency-by-address');
    },
  );
});
