// The desk's service worker: shows what a push brings, and opens the desk when it is pressed. It has no fetch handler,
// so no page of the desk goes through it, and it keeps nothing. It opens addresses of this worker alone, whatever a
// message says. `npm run build` puts it at /admin/push.js, which is where browsers have registered it: from there its
// scope is the desk and nothing else. Read next: worker/notify/push.ts, which writes the messages.

declare const self: ServiceWorkerGlobalScope;

interface Act {
  act: string;
  title: string;
  open: string;
}

/** As worker/notify/push.ts writes it; it may be of another version, so nothing of it is sure to be there. */
interface Message {
  title?: string;
  body?: string;
  tag?: string;
  open?: string;
  acts?: Act[];
}

self.addEventListener('install', () => void self.skipWaiting());

self.addEventListener('push', (event) => {
  const { title, body, tag, open, acts = [] } = read(event.data);
  // A browser that is shown nothing for a push takes the permission away: so there is always something.
  const options: NotificationOptions & { actions: { action: string; title: string }[] } = {
    body: body || '',
    ...(tag && { tag }),
    icon: '/admin/desk.svg',
    actions: acts.map(({ act, title }) => ({ action: act, title })),
    // What to open, by the button that is pressed; '' is the notice itself.
    data: { '': open, ...Object.fromEntries(acts.map(({ act, open }) => [act, open])) },
  };
  event.waitUntil(self.registration.showNotification(title || 'News of your comments', options));
});

self.addEventListener('notificationclick', (event) => {
  const { action, notification } = event;
  notification.close();
  const { origin } = self.location;
  const asked = notification.data?.[action || ''] || '/admin';
  const url = URL.canParse(asked, origin) ? new URL(asked, origin) : null;
  event.waitUntil(self.clients.openWindow(url?.origin === origin ? url.href : `${origin}/admin`));
});

function read(data: PushMessageData | null): Message {
  try {
    return data!.json();
  } catch {
    return {}; // nothing came, or no JSON
  }
}
