import type { Hook } from '../hook';
import type { ArtifactProfile, ProfileDependency, ProfileFile } from '../profile';

export const hook = (own: Partial<Hook> = {}): Hook => ({
  ...{ name: 'postinstall', kind: 'hook', command: 'node setup.js', code: 'c1', onlyBuilds: false },
  ...own,
});

export const dependency = (own: Partial<ProfileDependency> = {}): ProfileDependency => ({
  ...{ section: 'required', name: 'left', range: '^1.0.0', isNamed: true },
  ...own,
});

export const file = (path: string, content: string, own: Partial<ProfileFile> = {}): ProfileFile => ({
  ...{ path, size: content.length, digest: content.padEnd(32, '0'), kind: 'code' },
  ...own,
});

export const profile = (own: Partial<ArtifactProfile> = {}): ArtifactProfile => ({
  ...{ capabilities: [], hooks: [], entryPoints: [], dependencies: [], files: [], rest: null },
  ...{ bytes: 0, fileCount: 0, findings: [], cut: [] },
  ...own,
});
