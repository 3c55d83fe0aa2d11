// Where people look at their pages before these are online: there it is no mistake that the site is not in SITES.

const PREVIEWS = /(^|\.)localhost$|^[\d.]*$|^\[|\.(local|test|(pages|workers)\.dev|(netlify|vercel)\.app)$/;

export function isPreviewHost(hostname: string): boolean {
  return PREVIEWS.test(hostname);
}
