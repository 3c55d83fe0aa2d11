// FastComments' table, whatever its columns' names look like and whichever sign is between them.

import { expect, test } from 'vitest';
import { moveIn } from '../../help/moving-in.ts';

const HEAD =
  'ID,Parent ID,URL ID,URL,Page Title,Commenter Name,Commenter Email,Comment,Comment HTML,Date,Votes Up,Approved,Is Spam,Is By Admin';
const ROWS = [
  'a1,,post-5,https://blog.example/a-post/,A post,Ada,ada@ada.example,"Hello, **there**","<b>Hello</b>, there",2022-05-01T10:00:00.000Z,2,true,false,false',
  'a2,a1,post-5,https://blog.example/a-post/,A post,Owner,,"She said ""yes""\nand a line",,2022-05-01T11:00:00.000Z,0,true,false,true',
  'a3,,post-5,https://blog.example/a-post/,A post,Bob,,Waits,,2022-05-01T12:00:00.000Z,0,false,false,false',
  'a4,,post-5,https://blog.example/a-post/,A post,Cy,,Buy,,2022-05-01T13:00:00.000Z,0,true,true,false',
  'a5,,/other/,,,Dot,,On another page,,2022-05-01T14:00:00.000Z,0,true,false,false',
];
const LINES = [
  'https://blog.example/other',
  '  - Dot: On another page',
  'https://blog.example/a-post',
  '  (2 likes, ada@ada.example) Ada: Hello, there',
  '    (owner) Owner: She said "yes" / and a line',
  '  (pending) Bob: Waits',
  '  (spam) Cy: Buy',
];

test.each([
  ['with a mark at its beginning', `\ufeff${HEAD}\r\n${ROWS.join('\r\n')}\r\n`],
  [
    'with other names',
    `${HEAD.replace('Commenter Name', 'commenterName').replace('URL ID', 'urlId')}\n${ROWS.join('\n')}`,
  ],
])('a table %s', async (_, source) => {
  const { system, lines } = await moveIn(source, { emails: true });
  expect(system).toBe('fastcomments');
  expect(lines).toEqual(LINES);
});

test('a table with semicolons, and one without what it need not have', async () => {
  const { lines } = await moveIn(
    'id;urlId;name;comment;date\n1;/x/;Ada;Words, with a comma;2022-05-01T10:00:00.000Z\n',
  );
  expect(lines).toEqual(['https://blog.example/x', '  - Ada: Words, with a comma']);
});

test('a table that ends within quotes is refused, and one of something else is no export', async () => {
  await expect(moveIn(`${HEAD}\na1,,p,"https://blog.example/`)).rejects.toThrow(/^The table cannot be read/);
  await expect(moveIn('name,price\nTea,3\n')).rejects.toThrow(/no export/);
});
