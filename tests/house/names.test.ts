// One word, one idea: a type that files share has a name of its own in the whole program. Who reads `Place` in one file
// and means that of another one is led astray, and an editor offers both.

import { expect, test } from 'vitest';
import { read, sources, withoutComments } from './sources.ts';

const EXPORTED = /^export (?:declare )?(?:abstract )?(?:interface|type|class|enum) (\w+)/gm;

function typesOf(source: string): string[] {
  return [...withoutComments(source).matchAll(EXPORTED)].map((match) => match[1]!);
}

/** Names that more than one file of the folder exports a type under, with the files. */
function doubles(folder: string): Record<string, string[]> {
  const files = new Map<string, string[]>();
  for (const path of sources(folder)) {
    for (const name of typesOf(read(path))) files.set(name, [...(files.get(name) ?? []), path]);
  }
  return Object.fromEntries([...files].filter(([, paths]) => paths.length > 1));
}

test('the scanner sees every way to declare a type', () => {
  const source = [
    'export interface A {}',
    'export type B<T> = T;',
    'export class C {}',
    'export abstract class D {}',
    'export declare class E {}',
    'export enum F {}',
    "export type { G } from './g.ts';",
    'interface H {}',
    '// export interface I {}',
  ].join('\n');
  expect(typesOf(source)).toEqual(['A', 'B', 'C', 'D', 'E', 'F']);
});

test.each(['worker', 'widget'])('the name of an exported type is unique in %s/', (folder) => {
  expect(doubles(folder)).toEqual({});
});
