// Serbian, in Latin letters: the words of sr.ts, letter by letter. Every Cyrillic letter has its Latin one, and nothing
// in those words is an exception.

import type { Language } from '../words/language.ts';
import serbian from './sr.ts';

const LATIN: Record<string, string> = Object.fromEntries(
  'а:a б:b в:v г:g д:d ђ:đ е:e ж:ž з:z и:i ј:j к:k л:l љ:lj м:m н:n њ:nj о:o п:p р:r с:s т:t ћ:ć у:u ф:f х:h ц:c ч:č џ:dž ш:š'
    .split(' ')
    .map((pair) => pair.split(':')),
);

function letter(cyrillic: string): string {
  const small = cyrillic.toLowerCase();
  const latin = LATIN[small] ?? '';
  return cyrillic === small ? latin : latin.replace(/^./, (first) => first.toUpperCase());
}

function inLatin(words: unknown): unknown {
  if (typeof words === 'string') return words.replace(/\p{Script=Cyrillic}/gu, letter);
  return Object.fromEntries(Object.entries(words as object).map(([key, form]) => [key, inLatin(form)]));
}

export default { ...(inLatin(serbian) as typeof serbian), code: 'sr-Latn' } satisfies Language;
