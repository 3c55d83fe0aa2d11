// Which language a page is spoken to in. One table for the build, which makes a file of each row for the widget, and
// for the worker. The widget does not carry it (widget/language.ts).
// Read next: lang/, where each has its file; words/language.ts.

/**
 * Beside English. What stands first is how a page's tag begins, in small letters; where the file has another name, that
 * comes after the colon: old codes, languages whose readers read that one, and regions that write another way than most
 * do. Every file has a row of its own too. Sorted, so that of those that fit the last is the longest.
 */
export const LANGUAGES =
  'ar bg bn bs:hr ca cmn:zh cmn-hant:zh-tw cnr:sr-latn cs da de el es et eu fa fi fr gl gsw:de he hi hr hu id in:id it iw:he ja ko lt lv mo:ro ms nb nl nn:nb no:nb pl prs:fa pt:pt-br pt-ao:pt-pt pt-br pt-mz:pt-pt pt-pt ro ru sh:sr-latn sk sl sr sr-latn sv th tr uk ur vi yue:zh-tw zh zh-cn:zh zh-hant:zh-tw zh-hk:zh-tw zh-mo:zh-tw zh-tw';

/** The name of the file; undefined where there is none, which is English too. `tag`: "de-AT", "pt_BR". */
export function languageOf(tag: string): string | undefined {
  let found: string | undefined;
  for (const each of LANGUAGES.split(' ')) {
    const [begin, file = begin] = each.split(':');
    if (`${tag}-`.toLowerCase().replace(/_/g, '-').startsWith(`${begin}-`)) found = file;
  }
  return found;
}
