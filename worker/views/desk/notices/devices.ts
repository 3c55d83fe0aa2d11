// The part of the page for notices that is about devices: turning notices on in this browser (desk/devices.ts does it,
// for only a script can ask a browser), and the list of those that have them.
// Read next: views/desk/notices/notice-page.ts.

import { hiddenFields } from '../../form.ts';
import { type Html, html } from '../../html.ts';
import { timeHtml } from '../../time.ts';
import { noticesWords as words } from '../words/notices.ts';
import { fill, fillHtml } from '../words/words.ts';

export interface DeviceRow {
  id: string;
  name: string;
  /** ISO 8601. */
  addedAt: string;
  /** Sealed with another ADMIN_TOKEN. */
  isLost: boolean;
  sentAt: string | null;
  failing: { triedAt: string; answer: string } | null;
}

/** Asked for anew each time, so that it is never older than the worker. */
export const DEVICES_SCRIPT = '/desk/devices.js';

/** What the browser says of itself, for the script to fill in. */
export const DEVICE_FIELDS = ['endpoint', 'p256dh', 'auth', 'publicKey', 'privateKey', 'former'] as const;

export function devicesHtml(devices: DeviceRow[], now: number): Html {
  return html`<section class="settings" id="devices">
<h2>${words.onDevice}</h2>
<p class="hint">${words.onDeviceHint}</p>
<p class="hint" id="push-none">${words.needsScript}</p>
<form id="push" method="post" action="/admin/devices" hidden>
${hiddenFields(DEVICE_FIELDS.map((name) => [name, '']))}
<div class="field"><label for="device">${words.deviceName}</label><div class="line-of"><input type="text" id="device" name="name" value="" maxlength="60" autocomplete="off"><button class="main">${words.turnOn}</button></div></div>
</form>
<p class="problem" id="push-problem" role="alert" hidden></p>
${devices.length > 0 && html`<ul class="list" role="list" aria-label="${words.devices}">${devices.map((device) => deviceHtml(device, now))}</ul>`}
</section>`;
}

function deviceHtml({ id, name, addedAt, isLost, sentAt, failing }: DeviceRow, now: number): Html {
  const button = (action: string, label: 'sendTest' | 'remove') =>
    html`<form method="post" action="/admin/devices/${action}">${hiddenFields([['device', id]])}<button aria-label="${fill(words[`${label}Name`], { name })}">${words[label]}</button></form>`;
  return html`<li class="item" data-device="${id}"><div class="what"><h3><bdi>${name}</bdi></h3><p class="muted small">${fillHtml(words.added, { time: timeHtml(addedAt, now) })}${
    sentAt !== null && html` ${fillHtml(words.lastOut, { time: timeHtml(sentAt, now) })}`
  }</p>${isLost && html`<p class="problem">${words.deviceLost}</p>`}${
    failing !== null &&
    html`<p class="problem">${fillHtml(words.failed, { time: timeHtml(failing.triedAt, now), title: failing.answer })}</p>`
  }</div><div class="acts">${!isLost && button('test', 'sendTest')}${button('remove', 'remove')}</div></li>`;
}
