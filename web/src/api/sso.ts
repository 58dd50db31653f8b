/**
 * Signing in at the identity provider and back. What is kept meanwhile stands where this origin alone reads it; the cookie beside it goes to every
 * port of the host, and neither is worth anything without the other.
 */
import { call } from './call.ts';
import { secret } from './secret.ts';
import { SSO_PATH } from './sso-path.ts';

const PLACE = 'doorpost-sso';

interface Kept {
  readonly secret: string;
  /** Of this origin; null: it was to show that the person is still there, in a window of its own. */
  readonly to: string | null;
}

const channel = (): BroadcastChannel => new BroadcastChannel(PLACE);

export const sso = {
  /** Leaves the page. */
  async begin(): Promise<void> {
    const begun = await call('POST /sign-in/sso/begin', { body: {} });
    keep({ secret: begun.secret, to: location.pathname + location.search });
    location.assign(begun.address);
  },
  /** @returns where the person signs in once more, in a window of its own. */
  async beginAgain(): Promise<string> {
    const begun = await call('POST /sign-in/again/sso/begin', { body: {} });
    keep({ secret: begun.secret, to: null });
    return begun.address;
  },
  /** Told when that window is done, or came to nothing. @returns what stops listening. */
  heard(told: (isDone: boolean) => void): () => void {
    const open = channel();
    open.addEventListener('message', ({ data }) => told(data === DONE));
    return () => open.close();
  },
  /** With what stands in the address, which is cleared at once. @returns whither now; null: the other window goes on. */
  async finish(): Promise<string | null> {
    const answer = location.search;
    const kept = taken();
    history.replaceState(null, '', SSO_PATH);
    const body = { answer: answer === '' ? '?' : answer, secret: kept?.secret ?? 'none' };
    if (kept?.to === null) {
      const said = call('POST /sign-in/again/sso', { body });
      await said.then(
        () => tell(DONE),
        () => tell('failed'),
      );
      await said;
      return null;
    }
    secret.keep((await call('POST /sign-in/sso', { body })).secret);
    // Whole: a path may begin with two slashes, and would lead elsewhere.
    return `${location.origin}${kept?.to ?? '/'}`;
  },
};

const DONE = 'done';

/** To the window that waits. */
function tell(word: string): void {
  const open = channel();
  open.postMessage(word);
  open.close();
}

const keep = (kept: Kept): void => localStorage.setItem(PLACE, JSON.stringify(kept));

function taken(): Kept | null {
  const text = localStorage.getItem(PLACE);
  localStorage.removeItem(PLACE);
  return text === null ? null : (JSON.parse(text) as Kept);
}
