import type { Signal } from './signal';

/** Patterns that speak for themselves in any string of any language, most telling first. */
const TEXT_SIGNALS: readonly (readonly [Signal, RegExp])[] = [
  [
    'credential-file',
    /(?:^|[/\\~.\s"'])\.(?:npmrc|pypirc|netrc|git-credentials|gnupg)(?:$|[/\\\s"'])|\.ssh(?:$|[/\\])|\bid_(?:rsa|ed25519|ecdsa)\b|\.aws(?:$|[/\\])|\.kube[/\\]config|\.docker[/\\]config\.json|gcloud[/\\]|application_default_credentials|\/etc\/shadow|wallet\.dat|\.config[/\\]solana|\.ethereum[/\\]keystore|Local Extension Settings|Login Data|key4\.db|logins\.json|\b169\.254\.169\.254\b|metadata\.google\.internal|\b(?:trufflehog|gitleaks)\b/,
  ],
  [
    'persistence',
    /\.(?:bashrc|zshrc|bash_profile|zprofile|profile)\b|\bcrontab\b|\/etc\/cron|systemd\/(?:user|system)|LaunchAgents|authorized_keys|CurrentVersion\\+Run|\.claude[/\\]settings|\.vscode[/\\]tasks\.json|\.cursor[/\\]|claude_desktop_config|\bmcp\.json|\.github[/\\]workflows|(?:site|user)customize\.py|site-packages.*\.pth\b/,
  ],
  [
    'drop-host',
    /discord(?:app)?\.com\/api\/webhooks|webhook\.site|requestbin|pipedream\.net|\boast(?:ify)?\.\w+|interact\.sh|burpcollaborator|ngrok(?:-free)?\.(?:io|app|dev)|api\.telegram\.org\/bot|pastebin\.com|transfer\.sh|paste\.ee|\.onion\b|https?:\/\/(?!127\.|10\.|192\.168\.|169\.254\.|0\.0\.0\.0)\d{1,3}(?:\.\d{1,3}){3}/,
  ],
];

/** A path or a command that names where credentials lie. */
export function isCredentialText(text: string): boolean {
  return textSignals(text).includes('credential-file');
}

const URL_TEXT = /^\s*(?:https?|wss?|ftp):\/\/\S/i;

/** Characters looked at in one go: some patterns go on to the end of a line. */
const WINDOW = 20_000;
/** More than any name that is looked for has. */
const OVERLAP = 500;

/** What a text is padded with hides nothing. */
export function textSignals(text: string): Signal[] {
  return TEXT_SIGNALS.filter(([, pattern]) => stands(pattern, text)).map(([signal]) => signal);
}

function stands(pattern: RegExp, text: string): boolean {
  for (let at = 0; at === 0 || at + OVERLAP < text.length; at += WINDOW - OVERLAP)
    if (pattern.test(text.length <= WINDOW ? text : text.slice(at, at + WINDOW))) return true;
  return false;
}

export function isUrl(text: string): boolean {
  return URL_TEXT.test(text);
}

/** Environment variables that hold something worth stealing. */
const SECRET_NAME = /TOKEN|SECRET|PASSW|CREDENTIAL|PRIVATE_?KEY|ACCESS_?KEY|API_?KEY|MNEMONIC|_AUTH$/i;

export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}
