// Texts of up to 5,000 characters that are meant to take long: nested quotes, runs of emphasis, soups of links. What
// they cost is measured by `npm run bench:markdown`; that they become bounded trees is tested in
// rules/markdown.test.ts.

/** What it is, and the text. */
export const PATHOLOGICAL: readonly (readonly [string, string])[] = [
  ['quotes', '>'.repeat(5_000)],
  ['quotes with a word', `${'> '.repeat(2_490)}word`],
  ['quotes that grow', Array.from({ length: 90 }, (_, n) => `${'>'.repeat(n)} word`).join('\n')],
  ['lists', `${'- '.repeat(2_490)}word`],
  ['lists that grow', Array.from({ length: 66 }, (_, n) => `${' '.repeat(2 * n)}- word`).join('\n')],
  ['numbered lists', `${'1. '.repeat(1_600)}word`],
  ['emphasis that never ends', '*a **a '.repeat(714)],
  ['emphasis on both sides', `${'*'.repeat(2_400)}word${'*'.repeat(2_400)}`],
  ['underscores', '_a'.repeat(2_500)],
  ['tildes', '~~a'.repeat(1_600)],
  ['brackets', '['.repeat(5_000)],
  ['pictures', '!['.repeat(2_500)],
  ['links in links', '[a]('.repeat(1_250)],
  ['link soup', '[a](https://a.example)'.repeat(227)],
  ['bare links', 'https://a.example '.repeat(277)],
  ['schemes', 'a://'.repeat(1_250)],
  ['a title of quotes', `[a](b "${'\\"'.repeat(2_400)}`],
  ['backticks of every length', Array.from({ length: 99 }, (_, n) => '`'.repeat(n)).join(' ')],
  ['less-than signs', '<'.repeat(5_000)],
  ['ampersands', '&'.repeat(5_000)],
  ['lines', 'a\n'.repeat(2_500)],
  ['brackets between stars', `![${'*'.repeat(48)}`.repeat(100)],
  ['brackets between less-than signs', `[a][${'<'.repeat(46)}`.repeat(100)],
  ['addresses without a space', 'http://a.b/'.repeat(454)],
  ['lines and quotes in turn', '\nb\n>>>>>>>>'.repeat(454)],
  ['addresses that go on', 'https://a.b/'.repeat(49) + '漢'.repeat(4_400)],
  ['addresses and quotes', 'http://a.b/"\''.repeat(384)],
  ['rules', '---\n'.repeat(1_250)],
  ['words apart', '*a* '.repeat(1_250)],
  ['definitions', Array.from({ length: 300 }, (_, n) => `[${n}]: /u`).join('\n')],
];
