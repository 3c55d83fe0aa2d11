// The owner's values over the program's: what is deployed, and what an upgrade takes for the owner's.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { difference, merge, readConfig, readToml, sitesOf, writeOwnerFile } from '../../../scripts/deploy/config.ts';

const BASE = `name = "afterword"
[vars]
SITES = ""
MODERATION = "first-time"
[[kv_namespaces]]
binding = "COMMENTS"
[[ratelimits]]
name = "POST_LIMIT"
namespace_id = "21001"
`;

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'afterword-config-'));
  writeFileSync(join(root, 'wrangler.toml'), BASE);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const own = (text: string, env = 'local') => writeFileSync(join(root, `wrangler.${env}.toml`), text);

describe('the owner’s file', () => {
  test('is laid over the program’s, key by key and entry by entry', () => {
    own(
      'account_id = "a"\n[vars]\nSITES = "https://a.example"\n[[kv_namespaces]]\nbinding = "COMMENTS"\nid = "k"\n[[send_email]]\nname = "MAIL"\n',
    );
    expect(readConfig(root)).toEqual({
      name: 'afterword',
      account_id: 'a',
      vars: { SITES: 'https://a.example', MODERATION: 'first-time' },
      kv_namespaces: [{ binding: 'COMMENTS', id: 'k' }],
      ratelimits: [{ name: 'POST_LIMIT', namespace_id: '21001' }],
      send_email: [{ name: 'MAIL' }],
    });
  });

  test('may be missing, and what stands in wrangler.toml then counts, as after the button', () => {
    writeFileSync(
      join(root, 'wrangler.toml'),
      BASE.replace('SITES = ""', "SITES='https://a.example, https://b.example'"),
    );
    expect(sitesOf(readConfig(root))).toEqual(['https://a.example', 'https://b.example']);
  });

  test('of another environment makes another worker, with nothing of the first one’s', () => {
    own('[vars]\nSITES = "https://a.example"\n');
    own('[vars]\nSITES = "https://staging.example"\n', 'staging');
    expect(readConfig(root, 'staging')).toMatchObject({
      name: 'afterword-staging',
      vars: { SITES: 'https://staging.example', MODERATION: 'first-time' },
      ratelimits: [{ name: 'POST_LIMIT' }],
    });
  });

  test('that is no TOML is refused by its name and the line', () => {
    own('SITES = https://a.example\n');
    expect(() => readConfig(root)).toThrow(/wrangler\.local\.toml cannot be read:[\s\S]*1/);
  });

  test('reads as it was written, whatever is in it', () => {
    const values = {
      vars: { SITES: 'https://a.example', OWNER_NAME: 'Zoë “Q” \\ $&' },
      routes: [{ pattern: 'c.example' }],
    };
    writeOwnerFile(root, values);
    expect(readToml(join(root, 'wrangler.local.toml'))).toEqual(values);
  });
});

test('what differs from the program’s, laid over it, is what was there', () => {
  const theirs = {
    name: 'afterword',
    vars: { SITES: '', MODERATION: 'first-time' },
    kv_namespaces: [{ binding: 'COMMENTS' }],
  };
  const mine = {
    ...theirs,
    account_id: 'a',
    vars: { ...theirs.vars, SITES: 'https://a.example' },
    kv_namespaces: [{ binding: 'COMMENTS', id: 'k' }],
  };
  const found = difference(theirs, mine);
  expect(found).toEqual({
    account_id: 'a',
    vars: { SITES: 'https://a.example' },
    kv_namespaces: [{ binding: 'COMMENTS', id: 'k' }],
  });
  expect(merge(theirs, found)).toEqual(mine);
});
