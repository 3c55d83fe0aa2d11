import type { Language } from '../words/language.ts';

export default { code: 'de' } satisfies Language;
