/** What running a tool by this name means. */
export type ToolKind =
  'inert' | 'decoder' | 'native-build' | 'network' | 'package-manager' | 'foreign-runtime' | 'agent-cli';

/** Tools by the name they are called with. A name that is not here is a program we know nothing of. */
const KNOWN_TOOLS: Readonly<Record<ToolKind, ReadonlySet<string>>> = {
  inert: new Set(
    `: [ [[ basename cat cd chmod command copyfiles cp cpx date dirname do done echo elif else env esac exit expr export false fi
     find for grep hash head husky if in is-ci is-ci-cli local ls lefthook ln mkdir mkdirp mv ncp node-version only-allow opencollective
     opencollective-postinstall patch-package printenv printf pwd read readlink return rimraf rm sed set shift shx
     simple-git-hooks sleep sysctl sort source tail tar test then time touch tr true tsc type umask uname unset uniq wc
     which while ver where copy del move md xcopy exists uuidgen sw_vers getconf ldd cut`.split(/\s+/),
  ),
  decoder: new Set('base64 openssl xxd uudecode gunzip zcat'.split(' ')),
  'native-build': new Set(
    `ar autoconf cargo cc clang cmake cmake-js configure electron-builder electron-rebuild g++ gcc gmake gyp ldconfig lerna make meson
     napi napi-postinstall neon ninja node-gyp node-gyp-build node-gyp-build-optional-packages node-gyp-build-test
     node-pre-gyp pkg-config prebuild prebuild-install prebuildify rustc swiftc xcode-select xcodebuild xcrun`.split(
      /\s+/,
    ),
  ),
  network: new Set(
    'curl wget nc ncat netcat scp sftp ftp ssh rsync telnet dig nslookup host Invoke-WebRequest iwr bitsadmin certutil git gh'.split(
      ' ',
    ),
  ),
  'package-manager': new Set(
    'npm pnpm yarn yarnpkg npx bunx pnpx pip pip3 pipx uv uvx apt apt-get brew conda choco apk yum dnf gem'.split(
      ' ',
    ),
  ),
  'foreign-runtime': new Set('bun deno'.split(' ')),
  'agent-cli': new Set('claude gemini codex cursor-agent aider opencode'.split(' ')),
};

export function toolKind(name: string): ToolKind | undefined {
  const kinds = Object.keys(KNOWN_TOOLS) as ToolKind[];
  return kinds.find((kind) => KNOWN_TOOLS[kind].has(name));
}

/** Interpreters, and the language of what they run. */
export const INTERPRETERS: Readonly<Record<string, 'javascript' | 'python' | 'shell'>> = {
  node: 'javascript',
  nodejs: 'javascript',
  'node.exe': 'javascript',
  'ts-node': 'javascript',
  tsx: 'javascript',
  electron: 'javascript',
  bun: 'javascript',
  deno: 'javascript',
  python: 'python',
  python3: 'python',
  python2: 'python',
  py: 'python',
  sh: 'shell',
  bash: 'shell',
  zsh: 'shell',
  dash: 'shell',
  ksh: 'shell',
  cmd: 'shell',
  'cmd.exe': 'shell',
  powershell: 'shell',
  'powershell.exe': 'shell',
  pwsh: 'shell',
};

/** Words before a command that change how it runs and not what runs. */
export const WRAPPERS: ReadonlySet<string> = new Set(
  'cross-env cross-env-shell env sudo nohup exec command time nice dotenv setsid if then else do while until ! elif builtin start call stdbuf timeout'.split(
    ' ',
  ),
);
