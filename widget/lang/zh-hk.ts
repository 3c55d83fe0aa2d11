// Chinese, traditional, by another name.

export { default } from './zh-tw.ts';
