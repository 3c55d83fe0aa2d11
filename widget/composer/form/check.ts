// The same checks as the worker's, with words for the reader. Pure.

import {
  checkBody,
  checkName,
  cleanLine,
  cleanText,
  type FieldProblems,
  isEmail,
  lengthOf,
  MAX_BODY,
  normalUrl,
} from '../../../worker/contract/index.ts';
import type { Speaker } from '../../embed/state.ts';
import { wordsOf } from '../words.ts';

export interface Written {
  name: string;
  url: string;
  email: string;
  body: string;
}

export type WrittenField = keyof Written;

/** In the order of the form. */
export const FIELDS: WrittenField[] = ['body', 'name', 'url', 'email'];

export function clean({ name, url, email, body }: Written): Written {
  return { name: cleanLine(name), url: cleanText(url), email: cleanText(email), body: cleanText(body) };
}

/** Give it cleaned fields. */
export function problemsOf({ name, url, email, body }: Written): FieldProblems {
  const problems: FieldProblems = {};
  const inBody = checkBody(body);
  const inName = checkName(name);
  if (inBody) problems.body = inBody;
  if (inName) problems.name = inName;
  if (url && !normalUrl(url)) problems.url = 'malformed';
  if (email && !isEmail(email)) problems.email = 'malformed';
  return problems;
}

export function firstOf(problems: Partial<Record<WrittenField, unknown>>): WrittenField | undefined {
  return FIELDS.find((field) => problems[field]);
}

export function wordsFor(
  app: Speaker,
  { name, url, email, body: inBody }: FieldProblems,
  body: string,
): Partial<Record<WrittenField, string>> {
  const words = wordsOf(app);
  const said: Partial<Record<WrittenField, string>> = {};
  const n = lengthOf(body) - MAX_BODY;
  if (name) said.name = name === 'too_long' ? words.nameLong : words.nameMissing;
  if (url) said.url = words.urlWrong;
  if (email) said.email = words.emailWrong;
  if (inBody) said.body = n > 0 ? app.say(words.bodyLong, { n }) : words.bodyMissing;
  return said;
}
