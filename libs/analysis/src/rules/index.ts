import { archiveCorrupt } from './common/archive-corrupt';
import { archiveLimitExceeded } from './common/archive-limit-exceeded';
import { archiveUnsafePath } from './common/archive-unsafe-path';
import { archiveLink } from './common/archive-link';
import { archiveSpecialEntry } from './common/archive-special-entry';
import { archiveDuplicateEntry } from './common/archive-duplicate-entry';
import { archiveAmbiguous } from './common/archive-ambiguous';
import { archiveOddName } from './common/archive-odd-name';
import { codeUnread } from './common/code-unread';
import { codeDisguised } from './common/code-disguised';
import { runsUnread } from './common/runs-unread';
import { manifestMissing } from './common/manifest-missing';
import { hookRemoteCode } from './npm/hook-remote-code';
import { hookCredentialTheft } from './npm/hook-credential-theft';
import { hookDropHost } from './npm/hook-drop-host';
import { hookDecodedCode } from './npm/hook-decoded-code';
import { hookObfuscated } from './npm/hook-obfuscated';
import { hookPersistence } from './npm/hook-persistence';
import { hookDestructive } from './npm/hook-destructive';
import { hookAgentCli } from './npm/hook-agent-cli';
import { hookDownloadedRuntime } from './npm/hook-downloaded-runtime';
import { hookDownloadAndDetach } from './npm/hook-download-and-detach';
import { hookCoversTracks } from './npm/hook-covers-tracks';
import { gypRunsCode } from './npm/gyp-runs-code';
import { hookNetwork } from './npm/hook-network';
import { hookDownload } from './npm/hook-download';
import { hookNetworkActs } from './npm/hook-network-acts';
import { hookSubprocess } from './npm/hook-subprocess';
import { hookDynamicCode } from './npm/hook-dynamic-code';
import { hookCredentialFiles } from './npm/hook-credential-files';
import { hookEnvironment } from './npm/hook-environment';
import { hookForeignRuntime } from './npm/hook-foreign-runtime';
import { gypWithoutSources } from './npm/gyp-without-sources';
import { hookUntraceable } from './npm/hook-untraceable';
import { hookPlatformDownload } from './npm/hook-platform-download';
import { hookNativeBuild } from './npm/hook-native-build';
import { installScript } from './npm/install-script';
import { prepareScript } from './npm/prepare-script';
import { autoloadPayload } from './pypi/autoload-payload';
import { autoloadActive } from './pypi/autoload-active';
import { autoloadDynamicCode } from './pypi/autoload-dynamic-code';
import { sitecustomizeFile } from './pypi/sitecustomize-file';
import { pthCode } from './pypi/pth-code';
import { importHiddenCode } from './pypi/import-hidden-code';
import { recordMismatch } from './pypi/record-mismatch';
import { recordMissing } from './pypi/record-missing';
import { recordUnlistedFile } from './pypi/record-unlisted-file';
import { buildHiddenCode } from './pypi/build-hidden-code';
import { buildCredentialTheft } from './pypi/build-credential-theft';
import { buildActive } from './pypi/build-active';
import { buildAutoloadWritten } from './pypi/build-autoload-written';
import { buildNetwork } from './pypi/build-network';
import { codeAgentSettings } from './code/code-agent-settings';
import { codeSecretSent } from './code/code-secret-sent';
import { codeAssetPayload } from './code/code-asset-payload';
import { codeWalletHook } from './code/code-wallet-hook';
import { codeRemoteCode } from './code/code-remote-code';
import { codeHiddenCode } from './code/code-hidden-code';
import { codeObfuscated } from './code/code-obfuscated';
import { codeDropHost } from './code/code-drop-host';
import { dependencyByAddress } from './common/dependency-by-address';
import { agentConfigActs } from './common/agent-config-acts';
import { codeReverseShell } from './code/code-reverse-shell';
import { codeDownloadedProgram } from './code/code-downloaded-program';
import { nativeCredentials } from './common/native-credentials';
import { nativeBuiltNames } from './native/native-built-names';
import { nativeUnread } from './native/native-unread';
import { nativeActs } from './native/native-acts';
import { nativeHiddenSecrets } from './native/native-hidden-secrets';
import { nativeDisguised } from './native/native-disguised';
import { nativePacked } from './native/native-packed';
import { nativeHiddenFile } from './native/native-hidden-file';
import { filePolyglot } from './common/file-polyglot';
import { fileNameDeceptive } from './common/file-name-deceptive';
import type { Rule } from './rule';

/** The whole list. */
export const RULES: readonly Rule[] = [
  archiveCorrupt,
  archiveLimitExceeded,
  archiveUnsafePath,
  archiveLink,
  archiveSpecialEntry,
  archiveDuplicateEntry,
  archiveAmbiguous,
  archiveOddName,
  manifestMissing,
  hookRemoteCode,
  hookCredentialTheft,
  hookDropHost,
  hookDecodedCode,
  hookObfuscated,
  hookPersistence,
  hookDestructive,
  hookAgentCli,
  hookDownloadedRuntime,
  hookDownloadAndDetach,
  hookCoversTracks,
  gypRunsCode,
  hookNetwork,
  hookDownload,
  hookNetworkActs,
  hookSubprocess,
  hookDynamicCode,
  hookCredentialFiles,
  hookEnvironment,
  hookForeignRuntime,
  gypWithoutSources,
  hookUntraceable,
  hookPlatformDownload,
  hookNativeBuild,
  installScript,
  prepareScript,
  autoloadPayload,
  autoloadActive,
  autoloadDynamicCode,
  sitecustomizeFile,
  pthCode,
  importHiddenCode,
  recordMismatch,
  recordMissing,
  recordUnlistedFile,
  buildHiddenCode,
  buildCredentialTheft,
  buildActive,
  buildAutoloadWritten,
  buildNetwork,
  dependencyByAddress,
  agentConfigActs,
  codeReverseShell,
  codeDownloadedProgram,
  nativeCredentials,
  nativeActs,
  nativeUnread,
  nativeBuiltNames,
  nativeHiddenSecrets,
  nativeDisguised,
  nativePacked,
  nativeHiddenFile,
  filePolyglot,
  fileNameDeceptive,
  codeDisguised,
  runsUnread,
  codeUnread,
  codeSecretSent,
  codeAgentSettings,
  codeAssetPayload,
  codeWalletHook,
  codeRemoteCode,
  codeHiddenCode,
  codeObfuscated,
  codeDropHost,
];
