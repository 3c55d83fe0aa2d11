// captcha.js: Turnstile, where the owner has switched it on. The one thing that asks a third party, and only of who is
// about to post. It stands in the page and not in our shadow tree, where it does not work; a slot shows it in the form.

interface Turnstile {
  render(into: HTMLElement, options: object): string;
  remove(id: string): void;
}

const SCRIPT = 'https://challenges.cloudflare.com/turnstile/v0/api.js?render=explicit';

let loading: Promise<void> | undefined;

/** A token, good for one use and a few minutes. Rejects where the service cannot be had. */
export async function solve(host: HTMLElement, siteKey: string): Promise<string> {
  loading ??= load().catch((error) => {
    loading = undefined;
    throw error;
  });
  await loading;
  const { turnstile } = window as unknown as { turnstile: Turnstile };
  const place = document.createElement('div');
  place.slot = 'captcha';
  host.append(place);
  let id = '';
  try {
    return await new Promise<string>((done, failed) => {
      id = turnstile.render(place, {
        sitekey: siteKey,
        callback: done,
        'error-callback': failed,
        'timeout-callback': failed,
      });
    });
  } finally {
    turnstile.remove(id);
    place.remove();
  }
}

function load(): Promise<void> {
  return new Promise((done, failed) => {
    const script = document.createElement('script');
    script.src = SCRIPT;
    script.onload = () => done();
    script.onerror = failed;
    document.head.append(script);
  });
}
