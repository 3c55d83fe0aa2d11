// The same checks as the worker's, with words for the reader. Pure.

import {
  checkBody,
  checkName,
  cleanLine,
  cleanText,
  type FieldProblems,
  lengthOf,
  MAX_BODY,
  normalUrl,
} from '../../worker/contract/index.ts';
import { fieldWords } from '../words/errors.ts';
import { say } from '../words/say.ts';
import { words } from './words.ts';

export interface Written {
  name: string;
  url: string;
  body: string;
}

export type Field = keyof Written;

/** In the order of the form. */
export const FIELDS: Field[] = ['body', 'name', 'url'];

export function clean({ name, url, body }: Written): Written {
  return { name: cleanLine(name), url: cleanText(url), body: cleanText(body) };
}

/** Give it cleaned fields. */
export function problemsOf({ name, url, body }: Written): FieldProblems {
  const problems: FieldProblems = {};
  const inBody = checkBody(body);
  const inName = checkName(name);
  if (inBody) problems.body = inBody;
  if (inName) problems.name = inName;
  if (url && !normalUrl(url)) problems.url = 'malformed';
  return problems;
}

export function firstOf(problems: Partial<Record<Field, unknown>>): Field | undefined {
  return FIELDS.find((field) => problems[field]);
}

export function wordsFor({ name, url, body: inBody }: FieldProblems, body: string): Partial<Record<Field, string>> {
  const said: Partial<Record<Field, string>> = {};
  const n = lengthOf(body) - MAX_BODY;
  if (name) said.name = name === 'too_long' ? fieldWords.nameLong : fieldWords.nameMissing;
  if (url) said.url = fieldWords.url;
  if (inBody) said.body = n > 0 ? say(fieldWords.bodyLong, words.code, { n }) : fieldWords.bodyMissing;
  return said;
}
