// The script of the page for notices, as text: asks the browser, when the owner presses the button and not before, and sends
// what it hands over by the form that is there. Each device subscribes with a key pair of its own, made here, so that there
// is none to share, to lose for all at once, or to be made twice by two devices at the same minute. No fetch.
// Read next: push-worker.ts.

export const PUSH_SCRIPT = `
'use strict';

const form = document.getElementById('push');
const none = document.getElementById('push-none');
const problem = document.getElementById('push-problem');
const isApple = /iPhone|iPad/.test(navigator.userAgent) || (/Mac/.test(navigator.platform) && navigator.maxTouchPoints > 1);

const base64Url = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

/** As the worker names a device. */
async function idOf(endpoint) {
  return base64Url(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(endpoint))).slice(0, 16);
}

function nameOfDevice() {
  const agent = navigator.userAgent;
  const find = (names) => (names.find(([pattern]) => pattern.test(agent)) || ['', ''])[1];
  const browser = find([[/Edg/, 'Edge'], [/OPR|Opera/, 'Opera'], [/SamsungBrowser/, 'Samsung Internet'], [/Firefox|FxiOS/, 'Firefox'], [/Chrome|CriOS/, 'Chrome'], [/Safari/, 'Safari']]);
  const system = find([[/Android/, 'Android'], [/iPhone/, 'iPhone'], [/iPad/, 'iPad'], [/CrOS/, 'ChromeOS'], [/Windows/, 'Windows'], [/Mac/, isApple ? 'iPad' : 'Mac'], [/Linux/, 'Linux']]);
  return [browser || 'A browser', system].filter(Boolean).join(' on ');
}

function refuse(words) {
  problem.textContent = words;
  problem.hidden = false;
}

async function subscribe() {
  if ((await Notification.requestPermission()) !== 'granted') {
    return refuse('Your browser does not allow it. Allow notifications for this address in its settings, then try again.');
  }
  await navigator.serviceWorker.register('/admin/push.js');
  const { pushManager } = await navigator.serviceWorker.ready;
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const publicKey = await crypto.subtle.exportKey('raw', pair.publicKey);
  const former = await pushManager.getSubscription();
  if (former) await former.unsubscribe();
  const { endpoint, keys } = (await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey })).toJSON();
  const fields = {
    endpoint,
    p256dh: keys.p256dh,
    auth: keys.auth,
    publicKey: base64Url(publicKey),
    privateKey: (await crypto.subtle.exportKey('jwk', pair.privateKey)).d,
    former: former ? await idOf(former.endpoint) : '',
  };
  for (const [name, value] of Object.entries(fields)) form.elements[name].value = value;
  form.submit();
}

/** Which of the list this is, where it is one of them. */
async function findHere() {
  const registration = await navigator.serviceWorker.getRegistration('/admin/');
  const subscription = registration && (await registration.pushManager.getSubscription());
  if (!subscription) return;
  const id = await idOf(subscription.endpoint);
  const row = document.querySelector('[data-device="' + id + '"]');
  if (!row) return refuse('Notices were on in this browser, but the desk sends none here any more. Turn them on again.');
  const badge = document.createElement('span');
  badge.className = 'badge';
  badge.textContent = 'This device';
  row.querySelector('h3').append(' ', badge);
  form.hidden = true;
}

if ('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window && window.isSecureContext) {
  none.hidden = true;
  form.hidden = false;
  form.elements.name.value = nameOfDevice();
  let isBusy = false;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    problem.hidden = true;
    try {
      await subscribe();
    } catch (error) {
      refuse('The browser’s push service did not answer: ' + error.message);
    }
    isBusy = false;
  });
  findHere().catch(() => {});
} else {
  none.textContent = isApple
    ? 'On an iPhone or iPad, first add the desk to the Home Screen (Share, Add to Home Screen) and open it from there.'
    : 'This browser cannot take them.';
}
`;
