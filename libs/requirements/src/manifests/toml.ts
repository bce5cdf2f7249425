import { parse, TomlError } from 'smol-toml';

/** A TOML document, or why it is none and where. */
export function readToml(
  text: string,
): { data: Record<string, unknown> } | { message: string; line?: number } {
  try {
    return { data: parse(text) };
  } catch (cause) {
    if (cause instanceof TomlError) return { message: 'not TOML', line: cause.line };
    return { message: 'not TOML' };
  }
}
