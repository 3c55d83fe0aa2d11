// When two pieces of text are the same to a reader, though they are not to a computer. Pure.

/** Zero-width and soft characters, which are there to break a word without showing it. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;

/** Without regard to case, width and hidden characters. */
export function fold(text: string): string {
  // Upper case first: ß becomes SS. Σ has two small forms, and which one depends on what stands beside it.
  return text.normalize('NFKC').replace(UNSEEN, '').toUpperCase().toLowerCase().replaceAll('ς', 'σ').normalize('NFKC');
}

/** Scripts written without spaces between words. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
const LETTER = /[\p{L}\p{N}\p{M}_]/u;

/** Whether the text holds the word (or phrase) as a whole word. Both are folded. */
export function holdsWord(text: string, word: string): boolean {
  if (word === '') return false;
  const [first, last] = [[...word][0]!, [...word].at(-1)!];
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    const before = [...text.slice(Math.max(0, at - 2), at)].at(-1);
    const after = [...text.slice(at + word.length, at + word.length + 2)][0];
    if (isEdge(before, first) && isEdge(after, last)) return true;
  }
  return false;
}

// A word that does not begin with a letter ("$$$") has no edge there.
function isEdge(outside: string | undefined, inside: string): boolean {
  return outside === undefined || !LETTER.test(outside) || !LETTER.test(inside) || UNSPACED.test(inside);
}

// The letters of Cyrillic and Greek that pass for Latin ones, and digits that do.
const LOOKS: Record<string, string> = {
  ...{ а: 'a', в: 'b', е: 'e', ё: 'e', к: 'k', м: 'm', н: 'h', о: 'o', р: 'p', с: 'c', т: 't', у: 'y', х: 'x' },
  ...{ ѕ: 's', і: 'i', ї: 'i', ј: 'j', ԁ: 'd', ո: 'n', ӏ: 'l', ԛ: 'q', ԝ: 'w', ɡ: 'g', ı: 'i' },
  ...{ α: 'a', β: 'b', ε: 'e', η: 'n', ι: 'i', κ: 'k', ν: 'v', ο: 'o', ρ: 'p', τ: 't', υ: 'u', χ: 'x' },
  ...{ һ: 'h', ҽ: 'e', ԍ: 'g', ɑ: 'a', ɐ: 'a', ᴀ: 'a', ʙ: 'b', ᴄ: 'c', ᴅ: 'd', ᴇ: 'e', ʜ: 'h', ɪ: 'i', ᴊ: 'j', ᴋ: 'k' },
  ...{ ʟ: 'l', ł: 'l', ɫ: 'l', ᴍ: 'm', ɴ: 'n', ᴏ: 'o', օ: 'o', ø: 'o', ᴘ: 'p', ʀ: 'r', ꜱ: 's', ᴛ: 't', ᴜ: 'u', ᴠ: 'v' },
  ...{ ᴡ: 'w', ʏ: 'y', ᴢ: 'z', đ: 'd', ħ: 'h', ŧ: 't', 𐐬: 'o', '০': 'o', '٥': 'o', '०': 'o', ס: 'o' },
  ...{ ꭺ: 'a', ꓮ: 'a', ꓐ: 'b', ꮯ: 'c', ꓚ: 'c', ꭼ: 'e', ꓰ: 'e', ꮋ: 'h', ꓧ: 'h', ꭵ: 'i', ꓲ: 'i', ꮮ: 'l', ꓡ: 'l' },
  ...{ ꮇ: 'm', ꓟ: 'm', ꓠ: 'n', ꓳ: 'o', ꮲ: 'p', ꓑ: 'p', ꭱ: 'r', ꓣ: 'r', ꮪ: 's', ꓢ: 's', ꭲ: 't', ꓔ: 't', ꓴ: 'u', ꓦ: 'v' },
  ...{ '0': 'o', '1': 'l', '|': 'l' },
};

/** What a name looks like at a glance: letters and digits only, without accents. */
export function looksLike(name: string): string {
  const plain = fold(name).normalize('NFD').replace(/\p{M}/gu, '');
  return [...plain]
    .map((letter) => LOOKS[letter] ?? letter)
    .filter((letter) => /[\p{L}\p{N}]/u.test(letter))
    .join('')
    .replaceAll('i', 'l');
}

/**
 * Whether a reader would take one name for the other: the same at a glance, or with something before or behind it ("Dr
 * Ann Ode", "Ann Ode (author)"). Of one word only the whole is compared, for many people are called Ann.
 */
export function posesAs(name: string, owner: string): boolean {
  const whole = looksLike(owner);
  if (whole === '') return false;
  if (looksLike(name) === whole) return true;
  const [words, wanted] = [name, owner].map((each) =>
    each
      .split(/[^\p{L}\p{N}\p{M}]+/u)
      .map(looksLike)
      .join(' ')
      .trim(),
  );
  return wanted!.includes(' ') && ` ${words} `.includes(` ${wanted} `);
}
