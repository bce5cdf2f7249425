import { writeFileSync } from 'node:fs';
import { ROUTES } from '../adapters/rest/routes';
import { openApiDocument } from './document';

/** The file as it is kept in docs/api. */
export function openApiText(): string {
  return `${JSON.stringify(openApiDocument(ROUTES), null, 2)}\n`;
}

if (require.main === module) {
  const [file] = process.argv.slice(2);
  if (file === undefined) throw new Error('Name the file to write, such as docs/api/openapi.json');
  writeFileSync(file, openApiText());
}
