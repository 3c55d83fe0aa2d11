// What the Deploy to Cloudflare button reads out of the repository, and that docs/deploy.md tells of each of its
// questions.

import { expect, it } from 'vitest';
import { adminTokens } from '../../worker/actions/memory/secrets.ts';
import { read } from './sources.ts';

const { cloudflare, scripts } = JSON.parse(read('package.json'));
const asked: Record<string, { description: string }> = cloudflare.bindings;

const variables = [...(/\[vars\]\n([\s\S]*?)\n\n/.exec(read('wrangler.toml'))?.[1] ?? '').matchAll(/^([A-Z_]+) = /gm)];
const secrets = [...read('.dev.vars.example').matchAll(/^([A-Z_]+)=(.*)$/gm)];
const names = (found: RegExpMatchArray[]) => found.map(([, name]) => name as string);

it('it explains each thing that it asks for, and nothing that is not there', () => {
  expect(names(variables)).toEqual(['SITES', 'MODERATION']);
  expect(names(secrets)).toEqual(['ADMIN_TOKEN']);
  expect(Object.keys(asked).sort()).toEqual(['COMMENTS', ...names(variables), ...names(secrets)].sort());
  for (const { description } of Object.values(asked)) expect(description.length).toBeGreaterThan(20);
});

it('a token that is left as the example has it opens nothing', () => {
  const [, , example] = secrets[0] as RegExpMatchArray;
  expect(adminTokens({ ADMIN_TOKEN: example as string })).toEqual([]);
});

it('it finds the commands it runs', () => {
  expect(scripts).toHaveProperty('build');
  expect(scripts).toHaveProperty('deploy');
});

it('the walk through its questions names each of them', () => {
  for (const name of Object.keys(asked)) expect(read('docs/deploy.md')).toContain(`| \`${name}\``);
});
