/** Endings that say a file holds text, a picture, a sound, a font or data, and nothing that a machine would run. */
const DATA_NAME =
  /\.(?:dat|data|txt|md|rst|json|csv|tsv|xml|html?|css|svg|png|jpe?g|gif|webp|ico|bmp|wav|mp3|ogg|flac|mp4|webm|ttf|otf|woff2?|eot|pdf|map|ya?ml|toml|ini|cfg|log|lock|sql|db|pem|crt|key|[cm]?jsx?|[cm]?tsx?|py|pyi|sh|gz|zip|tar|tgz|bz2|xz)$/i;
/** Unicode 9.0, "Bidirectional Ordering Controls", and characters that have no width. */
const UNSEEN = /[\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/u;
const DOUBLE =
  /\.(?:png|jpe?g|gif|pdf|docx?|xlsx?|mp[34]|wav|txt)\s*\.(?:exe|scr|com|bat|cmd|ps1|vbs|pif|lnk)$/i;

export function isDataName(path: string): boolean {
  return DATA_NAME.test(path);
}

/** Why a name shows another thing than it is; undefined where it does not. */
export function deceptionIn(path: string): string | undefined {
  if (UNSEEN.test(path)) return 'holds characters that are not seen, or turn the order of what is';
  if (DOUBLE.test(path)) return 'ends as a program behind the ending of a document';
  return /[^/]{3,}\s{8,}\.\w+$/.test(path) ? 'pushes its ending out of sight with spaces' : undefined;
}

/** The file's own name begins with a dot; folders such as `.libs` are made by tools that repair wheels. */
export function isHiddenName(path: string): boolean {
  return path.slice(path.lastIndexOf('/') + 1).startsWith('.');
}
