// The desk's service worker, as text: shows what a push brings, and opens the desk when it is pressed. It has no fetch
// handler, so no page of the desk goes through it, and it keeps nothing. It opens addresses of this worker alone,
// whatever a message says. Read next: notify/push.ts, which writes the messages.

export const PUSH_WORKER = `
'use strict';

self.addEventListener('install', () => self.skipWaiting());

self.addEventListener('push', (event) => {
  let news = {};
  try {
    news = event.data.json();
  } catch {}
  const { title, body, tag, open, acts = [] } = news;
  const shown = self.registration.showNotification(title || 'News of your comments', {
    body: body || '',
    ...(tag && { tag }),
    icon: '/admin/desk.svg',
    actions: acts.map(({ act, title }) => ({ action: act, title })),
    data: { '': open, ...Object.fromEntries(acts.map(({ act, open }) => [act, open])) },
  });
  event.waitUntil(shown);
});

self.addEventListener('notificationclick', (event) => {
  const { data } = event.notification;
  event.notification.close();
  const { origin } = self.location;
  const asked = (data && data[event.action || '']) || '/admin';
  const url = URL.canParse(asked, origin) ? new URL(asked, origin) : null;
  event.waitUntil(self.clients.openWindow(url && url.origin === origin ? url.href : origin + '/admin'));
});
`;
