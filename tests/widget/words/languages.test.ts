// Which language a page is spoken to in: a row for each way to say it.

import { describe, expect, it } from 'vitest';
import { LANGUAGES, languageOf } from '../../../widget/words/languages.ts';

const files = Object.keys(import.meta.glob('../../../widget/lang/*.ts'))
  .map((path) => /([\w-]+)\.ts$/.exec(path)?.[1])
  .sort();
const rows = LANGUAGES.split(' ').map((row) => row.split(':'));

describe('the table of languages', () => {
  it('names every file, and no other', () => {
    expect([...new Set(rows.map(([begin, file = begin]) => file))].sort()).toEqual(files);
  });

  it('has a row of its own for every file: the build makes those that the worker and the widget ask for by rows', () => {
    const begins = rows.map(([begin]) => begin);
    expect(files.filter((file) => !begins.includes(file))).toEqual([]);
  });

  it('is sorted, so that the last that fits is the longest', () => {
    const begins = rows.map(([begin]) => begin);
    expect(begins).toEqual([...begins].sort());
    expect(new Set(begins).size).toBe(begins.length);
  });
});

describe('a page', () => {
  it.each([
    ['de', 'de'],
    ['de-AT', 'de'],
    ['DE-ch-1996', 'de'],
    // Themes of WordPress and Jekyll write it with an underscore.
    ['de_DE', 'de'],
    ['zh_CN', 'zh'],
    ['zh_TW', 'zh-tw'],
    ['zh_Hant_HK', 'zh-tw'],
    ['pt_PT', 'pt-pt'],
    ['en_US', undefined],
    // Old codes.
    ['iw', 'he'],
    ['iw-IL', 'he'],
    ['in', 'id'],
    ['in-ID', 'id'],
    ['mo', 'ro'],
    ['sh', 'sr-latn'],
    // What its readers read.
    ['no', 'nb'],
    ['nn', 'nb'],
    ['nn-NO', 'nb'],
    ['prs', 'fa'],
    ['gsw', 'de'],
    ['bs', 'hr'],
    ['bs-Latn-BA', 'hr'],
    ['cnr', 'sr-latn'],
    // Serbian, which has two scripts.
    ['sr', 'sr'],
    ['sr-RS', 'sr'],
    ['sr_RS', 'sr'],
    ['sr-Cyrl-RS', 'sr'],
    ['sr-Latn', 'sr-latn'],
    ['sr_Latn_RS', 'sr-latn'],
    // Chinese: the script decides, and where it is not said, the region.
    ['zh', 'zh'],
    ['zh-CN', 'zh'],
    ['zh-SG', 'zh'],
    ['zh-Hans-HK', 'zh'],
    ['zh-Hant', 'zh-tw'],
    ['zh-TW', 'zh-tw'],
    ['zh-HK', 'zh-tw'],
    ['zh-MO', 'zh-tw'],
    ['yue', 'zh-tw'],
    ['yue-HK', 'zh-tw'],
    ['cmn', 'zh'],
    ['cmn-Hans-CN', 'zh'],
    ['cmn-Hant-TW', 'zh-tw'],
    // Portuguese: of Brazil, but where another country is named.
    ['pt', 'pt-br'],
    ['pt-BR', 'pt-br'],
    ['pt_BR', 'pt-br'],
    ['pt-PT', 'pt-pt'],
    ['pt-AO', 'pt-pt'],
    ['pt-MZ', 'pt-pt'],
    // One country or another.
    ['bg-BG', 'bg'],
    ['bn-BD', 'bn'],
    ['bn-IN', 'bn'],
    ['ca-ES-valencia', 'ca'],
    ['el-GR', 'el'],
    ['et-EE', 'et'],
    ['eu-ES', 'eu'],
    ['gl-ES', 'gl'],
    ['hi-IN', 'hi'],
    ['hr-HR', 'hr'],
    ['id-ID', 'id'],
    ['lt-LT', 'lt'],
    ['lv-LV', 'lv'],
    ['ms-MY', 'ms'],
    ['sk-SK', 'sk'],
    ['sl-SI', 'sl'],
    ['th-TH', 'th'],
    ['ur-PK', 'ur'],
    ['vi-VN', 'vi'],
    ['es-419', 'es'],
    ['fr-CA', 'fr'],
    // English is in the widget, and so it is for who asks for what we have not.
    ['en', undefined],
    ['en-GB', undefined],
    ['tlh', undefined],
    ['', undefined],
    ['not a language', undefined],
    // Only whole parts count.
    ['den', undefined],
    ['nothing', undefined],
    ['constructor', undefined],
  ])('in %s is spoken to in %s', (tag, file) => {
    expect(languageOf(tag)).toBe(file);
  });
});
