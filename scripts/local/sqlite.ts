// Reads the tables of an SQLite file: Isso's, Cusdis', cwd's. Node has SQLite built in.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tables } from '../../worker/transfer/read.ts';
import { TransferError } from '../../worker/transfer/record.ts';

/** Every row of every table. The bytes are written to a file of our own: the owner's is not touched, nor locked. */
export async function readTables(bytes: Uint8Array): Promise<Tables> {
  // Imported late: it is only there from Node 22.13 on, and says that it is experimental.
  const { DatabaseSync } = await import('node:sqlite');
  const folder = mkdtempSync(join(tmpdir(), 'afterword-'));
  try {
    const path = join(folder, 'export.sqlite');
    writeFileSync(path, bytes, { mode: 0o600 });
    const database = new DatabaseSync(path, { readOnly: true });
    try {
      const names = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
      return Object.fromEntries(
        names.map(({ name }) => [
          name,
          database.prepare(`SELECT * FROM "${String(name).replaceAll('"', '""')}"`).all(),
        ]),
      ) as Tables;
    } finally {
      database.close();
    }
  } catch (error) {
    throw new TransferError(`The database cannot be read (${(error as Error).message}).`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
