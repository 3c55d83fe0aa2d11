// What the guide makes of what somebody types, and when it asks again.

import { expect, test, vi } from 'vitest';
import { type Ask, askForAccount, askForDomain, askForSites } from '../../../scripts/deploy/questions.ts';

/** Somebody who types these, one after the other. */
function typing(...answers: string[]): { ask: Ask; asked: string[] } {
  const asked: string[] = [];
  const ask: Ask = async (question) => {
    asked.push(question);
    const answer = answers.shift();
    if (answer === undefined) throw new Error(`asked once too often: ${question}`);
    return answer;
  };
  return { ask, asked };
}

const said = vi.spyOn(console, 'log').mockImplementation(() => {});

test.each([
  [['https://example.com', 'n'], [], ['https://example.com']],
  [['example.com', 'Y'], [], ['https://example.com', 'https://www.example.com']],
  [['https://blog.example.com/posts'], [], ['https://blog.example.com']],
  [['localhost:1313', 'my blog', 'blog.example.com'], [], ['https://blog.example.com']],
  [[''], ['https://example.com'], ['https://example.com']],
])('the blog’s address, typed as %j', async (answers, before, sites) => {
  const { ask, asked } = typing(...answers);
  expect(await askForSites(ask, before)).toEqual(sites);
  expect(asked).toHaveLength(answers.length);
});

test.each([
  [[''], null],
  [['comments.example.com'], 'comments.example.com'],
  [['comments', 'https://comments.example.com/'], 'comments.example.com'],
])('a name at a domain, typed as %j: %j', async (answers, domain) => {
  expect(await askForDomain(typing(...answers).ask)).toBe(domain);
});

test.each([
  [[''], 'Ines'],
  [['2'], 'The library'],
  [['3', 'x', '0', '1'], 'Ines'],
])('one of two accounts, typed as %j: %s', async (answers, name) => {
  const accounts = [
    { id: 'a', name: 'Ines' },
    { id: 'b', name: 'The library' },
  ];
  expect((await askForAccount(typing(...answers).ask, accounts)).name).toBe(name);
  expect(said).toHaveBeenCalled();
});
