// Reads YAML, front matter and tables. The libraries that do it are loaded with this file, and this file only when such
// a file comes (Host.loadTextFiles in read.ts). Pure.

import { parse as parseTable } from 'csv-parse/browser/esm/sync';
import { parse as parseYaml } from 'yaml';
import { isObject, type Json, TransferError } from '../record.ts';

/** What a text says as YAML, or as Markdown with front matter, whose text comes as `body`; null where it is neither. */
export function readEntry(source: string): Json | null {
  const parts = /^---\r?\n([\s\S]*?)^---[ \t]*(?:\r?\n|$)([\s\S]*)$/m.exec(source);
  const fields = yaml(parts?.[1] ?? source);
  if (fields === null) return null;
  return parts && parts[2]!.trim() !== '' ? { body: parts[2]!.trim(), ...fields } : fields;
}

function yaml(source: string): Json | null {
  try {
    // As text: its own dates and numbers are read by who knows what they should be.
    const value: unknown = parseYaml(source, { schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' });
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** The rows of a table by the names in its first line. Throws TransferError. */
export function readTable(source: string): Json[] {
  const [head = ''] = source.split('\n', 1);
  const separator = [',', ';', '\t'].reduce((one, other) =>
    head.split(one).length >= head.split(other).length ? one : other,
  );
  try {
    return parseTable(source, {
      bom: true,
      columns: true,
      delimiter: separator,
      relax_column_count: true,
      skip_empty_lines: true,
    });
  } catch (error) {
    throw new TransferError(`The table cannot be read (${(error as Error).message}).`);
  }
}
