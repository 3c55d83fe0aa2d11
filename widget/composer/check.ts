// The same checks as the worker's, with words for the reader. Pure.

import {
  checkBody,
  checkName,
  cleanLine,
  cleanText,
  type FieldName,
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

export function clean({ name, url, body }: Written): Written {
  return { name: cleanLine(name), url: cleanText(url), body: cleanText(body) };
}

/** Give it cleaned fields. */
export function problemsOf({ name, url, body }: Written): FieldProblems {
  const bodyProblem = checkBody(body);
  const nameProblem = checkName(name);
  return {
    ...(bodyProblem ? { body: bodyProblem } : {}),
    ...(nameProblem ? { name: nameProblem } : {}),
    ...(url && !normalUrl(url) ? { url: 'malformed' as const } : {}),
  };
}

export function wordsFor(problems: FieldProblems, body: string): Partial<Record<FieldName, string>> {
  const said: Partial<Record<FieldName, string>> = {};
  if (problems.name) said.name = problems.name === 'missing' ? fieldWords.nameMissing : fieldWords.nameLong;
  if (problems.url) said.url = fieldWords.url;
  if (problems.body) {
    const n = lengthOf(body) - MAX_BODY;
    said.body =
      problems.body === 'missing' || n <= 0 ? fieldWords.bodyMissing : say(fieldWords.bodyLong, { n }, words.code);
  }
  return said;
}
