// The wire, as both programs compile it. Pure: no DOM, no Workers types, no I/O.

export * from './branches.ts';
export * from './endpoints.ts';
export * from './errors.ts';
export * from './fields.ts';
export * from './hue.ts';
export * from './limits.ts';
export * from './owner.ts';
export * from './previews.ts';
export * from './recent.ts';
export * from './requests.ts';
export * from './settings.ts';
export * from './text.ts';
export * from './thread.ts';
