// The script of the page for notices (worker/views/desk/notices/devices.ts): asks the browser, when the owner presses
// the button and not before, and sends what it hands over by the form that is there; no fetch. Each device subscribes
// with a key pair of its own, made here, so that there is none to share, to lose for all at once, or to be made twice
// by two devices at the same minute. Read next: desk/push-worker.ts.

import { digest } from '../worker/rules/hash.ts';
import { toBase64Url } from '../worker/rules/signed/bytes.ts';
import { scriptAddress } from './script-address.ts';
import { devicesWords as words } from './words/devices.ts';
import { fill } from './words/words.ts';

const form = document.getElementById('push') as HTMLFormElement;
const none = document.getElementById('push-none') as HTMLElement;
const problem = document.getElementById('push-problem') as HTMLElement;
const agent = navigator.userAgent;
// An iPad calls itself a Mac, but no Mac has a touch screen.
const isTablet = /Macintosh/.test(agent) && navigator.maxTouchPoints > 1;

const BROWSERS: [RegExp, string][] = [
  [/Edg/, 'Edge'],
  [/OPR|Opera/, 'Opera'],
  [/SamsungBrowser/, 'Samsung Internet'],
  [/Firefox|FxiOS/, 'Firefox'],
  [/Chrome|CriOS/, 'Chrome'],
  [/Safari/, 'Safari'],
];
const SYSTEMS: [RegExp, string][] = [
  [/Android/, 'Android'],
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/CrOS/, 'ChromeOS'],
  [/Windows/, 'Windows'],
  [/Mac/, isTablet ? 'iPad' : 'Mac'],
  [/Linux/, 'Linux'],
];

if ('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window && window.isSecureContext) {
  none.hidden = true;
  form.hidden = false;
  field('name').value = nameOfDevice();
  let isBusy = false;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    problem.hidden = true;
    try {
      await subscribe();
    } catch (error) {
      refuse(fill(words.noAnswer, { title: error instanceof Error ? error.message : words.noReason }));
    }
    isBusy = false;
  });
  // If the browser cannot be asked, no device in the list is marked as this one.
  findHere().catch(() => undefined);
} else {
  none.textContent = isTablet || /iPhone|iPad/.test(agent) ? words.addToHomeScreen : words.cannot;
}

async function subscribe(): Promise<void> {
  if ((await Notification.requestPermission()) !== 'granted') {
    return refuse(words.notAllowed);
  }
  await navigator.serviceWorker.register(scriptAddress('/admin/push.js'));
  const { pushManager } = await navigator.serviceWorker.ready;
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const publicKey = await crypto.subtle.exportKey('raw', pair.publicKey);
  const former = await pushManager.getSubscription();
  await former?.unsubscribe();
  const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
  const { endpoint, keys } = subscription.toJSON();
  const handed = {
    endpoint,
    p256dh: keys?.p256dh,
    auth: keys?.auth,
    publicKey: toBase64Url(new Uint8Array(publicKey)),
    privateKey: (await crypto.subtle.exportKey('jwk', pair.privateKey)).d,
    former: former ? await idOf(former.endpoint) : '',
  };
  for (const [name, value] of Object.entries(handed)) field(name).value = value ?? '';
  form.submit();
}

/** Marks this device in the list, if it is in it. */
async function findHere(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration('/admin/');
  const subscription = await registration?.pushManager.getSubscription();
  if (!subscription) return;
  const heading = document.querySelector(`[data-device="${await idOf(subscription.endpoint)}"] h3`);
  if (!heading) {
    return refuse(words.lost);
  }
  const badge = document.createElement('span');
  badge.className = 'badge';
  badge.textContent = words.thisDevice;
  heading.append(' ', badge);
  form.hidden = true;
}

function refuse(said: string): void {
  problem.textContent = said;
  problem.hidden = false;
}

function nameOfDevice(): string {
  const find = (names: [RegExp, string][]) => names.find(([pattern]) => pattern.test(agent))?.[1];
  const [name, title] = [find(BROWSERS) ?? words.aBrowser, find(SYSTEMS)];
  return title ? fill(words.browserOn, { name, title }) : name;
}

/** As the worker names a device (worker/routes/desk/devices.ts). */
function idOf(endpoint: string): Promise<string> {
  return digest(endpoint, 16);
}

function field(name: string): HTMLInputElement {
  return form.elements.namedItem(name) as HTMLInputElement;
}
