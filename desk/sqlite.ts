// Reads the tables of an SQLite file in the browser: Isso's, Cusdis', cwd's. SQLite itself, compiled to WebAssembly,
// comes with it, so this is loaded for such a file only. The command's counterpart is scripts/local/sqlite.ts.

import initSqlJs from 'sql.js';
import type { Tables } from '../worker/transfer/read.ts';

/**
 * Where the file says how it is journalled: 1 for a rollback journal, 2 for a write-ahead log.
 * https://sqlite.org/fileformat.html
 */
const JOURNAL_BYTES = [18, 19];

/** Every row of every table. `wasm`: the address of SQLite itself. Throws what SQLite says where it cannot be read. */
export async function readTables(file: Uint8Array, wasm: string): Promise<Tables> {
  const { Database } = await initSqlJs({ locateFile: () => wasm });
  // Prisma, and so Cusdis, writes a log ahead, for which SQLite wants memory that programs share, and here there is
  // none.
  for (const at of JOURNAL_BYTES) if (file[at] === 2) file[at] = 1;
  const database = new Database(file);
  try {
    const [names] = database.exec("SELECT name FROM sqlite_master WHERE type = 'table'");
    return Object.fromEntries((names?.values ?? []).map(([name]) => [String(name), rowsOf(database, String(name))]));
  } finally {
    database.close();
  }
}

function rowsOf(database: InstanceType<Awaited<ReturnType<typeof initSqlJs>>['Database']>, table: string) {
  const [all] = database.exec(`SELECT * FROM "${table.replaceAll('"', '""')}"`);
  const { columns = [], values = [] } = all ?? {};
  return values.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i]])));
}
