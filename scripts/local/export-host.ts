// What reading an export asks of this machine (worker/transfer/read.ts). The desk's counterpart is desk/reader.ts.

import type { Host } from '../../worker/transfer/read.ts';
import { readTables } from './sqlite.ts';

export const EXPORT_HOST: Host = {
  readTables,
  loadArchive: () => import('../../worker/transfer/content/archive.ts'),
  loadTextFiles: () => import('../../worker/transfer/content/text-files.ts'),
};
