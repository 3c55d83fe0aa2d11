// A reader's words inside a message to the owner. Programs that show messages make links out of whatever looks like an
// address, so that a comment nobody has approved could put a live link into the owner's mail (elsewhere: phishing from
// the owner's own domain). So addresses are written such that no program takes them for one, and a person still reads
// them. Read next: notify/words.ts.

const MAX_EXCERPT = 600;

/** `https://evil.example` becomes `https[:]//evil[.]example`. */
export function harmless(text: string): string {
  return text
    .replaceAll('://', '[:]//')
    .replace(
      /(?<=[\p{L}\p{N}\p{M}\p{Default_Ignorable_Code_Point}\-_])[.\u3002\uff0e\uff61](?=[\p{L}\p{N}\p{M}\p{Default_Ignorable_Code_Point}])/gu,
      '[.]',
    )
    .replaceAll('@', '[at]');
}

/** Of a comment's text, each line behind a mark. */
export function excerpt(text: string): string {
  return harmless(shorten(text, MAX_EXCERPT))
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => `> ${line}`)
    .join('\n');
}

/** The first letters, as many as these. */
export function shorten(text: string, max: number): string {
  const letters = [...text];
  return letters.length > max
    ? `${letters
        .slice(0, Math.max(0, max - 1))
        .join('')
        .trimEnd()}…`
    : text;
}
