// Which addresses the worker may be made to send notices to, and which look like one and are none.

import { describe, expect, it } from 'vitest';
import { outsideAddress } from '../../../worker/notify/address.ts';
import { channelOf } from '../../../worker/notify/channels.ts';

describe('an address that the worker may be made to send to', () => {
  it.each([
    'https://fcm.googleapis.com/fcm/send/abc',
    'https://updates.push.services.mozilla.com/wpush/v2/abc',
    'https://web.push.apple.com/abc',
    'https://hook.example:8443/x?y=1',
    'https://hook.example./',
    'https://xn--bcher-kva.example/',
    'https://1.2.3.4.example/',
  ])('has a name in public: %s', (address) => {
    expect(outsideAddress(address)?.href).toBe(address);
  });

  it.each([
    'http://hook.example/',
    'https://a:b@hook.example/',
    'https://127.0.0.1/',
    'https://10.0.0.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://8.8.8.8/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0177.0.0.1/',
    'https://127.1/',
    'https://127.0.0.1./',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[fd00::1]:8443/',
    'https://localhost/',
    'https://localhost./',
    'https://LOCALHOST:8443/',
    'https://app.localhost/',
    'https://metadata/',
    'https://metadata.google.internal/',
    'https://printer.local/',
    'https://router.lan./',
    'https://nas.home.arpa/',
    'file:///etc/passwd',
    'hook.example',
    '',
  ])('is none: %s', (address) => {
    expect(outsideAddress(address)).toBeNull();
    expect(channelOf(address, {})).toBeNull();
  });
});
