export const AT = '2026-01-01T00:00:00.000Z';
export const NO_ADVISORIES = { loaded: false, advisories: 0, importedAt: null };
