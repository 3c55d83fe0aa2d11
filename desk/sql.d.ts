// As much of sql.js as is used here. Its own types would bring those of Node along, which no browser has.

declare module 'sql.js' {
  type Value = number | string | Uint8Array | null;
  interface Database {
    exec(sql: string): { columns: string[]; values: Value[][] }[];
    close(): void;
  }
  interface SqlJs {
    Database: new (file: Uint8Array) => Database;
  }
  export default function initSqlJs(config: { locateFile(name: string): string }): Promise<SqlJs>;
}
