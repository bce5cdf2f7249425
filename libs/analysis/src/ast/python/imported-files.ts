import type { Labels } from './flow-words';
import type { Flow } from './flows';

const MODULE = /^text .*?(\w+)\.(?:pyw?|so|pyd)$/;

/** Files that were fetched or decoded, and of which a module is imported. @param held labels of texts, as `text PATH` */
export function importedFiles(held: ReadonlyMap<string, Labels>, text: string, isChecked: boolean): Flow[] {
  return [...held].flatMap(([key, labels]): Flow[] => {
    const module = MODULE.exec(key)?.[1];
    if (module === undefined || !isImported(module, text)) return [];
    const [fetched, decoded] = [labels.get('fetched-file'), labels.get('decoded-file')];
    return [
      ...(fetched === undefined || isChecked
        ? []
        : [{ signal: 'downloaded-program' as const, node: fetched }]),
      ...(decoded === undefined ? [] : [{ signal: 'decoded-code' as const, node: decoded }]),
    ];
  });
}

function isImported(module: string, text: string): boolean {
  const statement = `^[ \\t]*(?:import|from)[ \\t]+${module}\\b`;
  return new RegExp(`${statement}|(?:import\\w*|run_module)\\(\\s*["']${module}["']`, 'm').test(text);
}
