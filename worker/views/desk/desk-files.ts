// The small files of the desk, served by the worker under a name that changes with what is in them, so that a browser
// may keep them for a year and never shows an old one. Style and script are built from desk/ and served beside the
// widget: they would be a twentieth of the worker's upload.

import { fnv1a } from '../../rules/hash.ts';
export const DESK_STYLE = '/desk/desk.css';
export const DESK_SCRIPT = '/desk/desk.js';

export interface DeskFile {
  path: `/${string}`;
  text: string;
  type: string;
}

/** A speech bubble, in a square of 32. */
export const BUBBLE = 'M7 4h18a4 4 0 0 1 4 4v11a4 4 0 0 1-4 4H15l-7 6v-6H7a4 4 0 0 1-4-4V8a4 4 0 0 1 4-4z';

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#7d7d7d" d="${BUBBLE}"/></svg>`;

/** Added to a phone's home screen, the desk is a program of its own; an iPhone takes notices only then. */
const MANIFEST = JSON.stringify({
  name: 'Comments',
  start_url: '/admin',
  scope: '/admin',
  display: 'standalone',
  icons: [{ src: '/admin/desk.svg', sizes: 'any', type: 'image/svg+xml' }],
});

export const DESK_FILES = {
  manifest: { path: '/admin/desk.webmanifest', text: MANIFEST, type: 'application/manifest+json' },
  icon: { path: '/admin/desk.svg', text: ICON, type: 'image/svg+xml' },
} as const satisfies Record<string, DeskFile>;

/** The file's address, with its version. */
export function addressOf(file: DeskFile): `/${string}` {
  return `${file.path}?v=${versionOf(file)}`;
}

export function versionOf(file: DeskFile): string {
  return fnv1a(file.text).toString(36);
}
