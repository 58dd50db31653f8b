/** Signing in and out, and who is signed in. */
import { useQuery } from '@tanstack/react-query';
import { ApiProblem, call } from './call.ts';
import type { Me, SaidTo } from './contracts.ts';
import { secret } from './secret.ts';

type Invitation = SaidTo<'POST /sign-in/invitation'>['body'];

export const signIn = {
  async byLink(link: string): Promise<void> {
    secret.keep((await call('POST /sign-in/link', { body: { link } })).secret);
  },
  async byPassword(said: SaidTo<'POST /sign-in/password'>['body']): Promise<void> {
    secret.keep((await call('POST /sign-in/password', { body: said })).secret);
  },
  /** @returns recovery codes, told once; none without an app. */
  async byInvitation(said: Invitation): Promise<readonly string[]> {
    const entered = await call('POST /sign-in/invitation', { body: said });
    secret.keep(entered.secret);
    return entered.recoveryCodes;
  },
  async out(): Promise<void> {
    try {
      await call('POST /sign-out');
    } finally {
      secret.forget();
    }
  },
};

/** One-time words of a printed link: they stand behind #, so that no server and no log sees them, and leave the address bar at once. */
export function takeFragment(): { readonly kind: 'enter' | 'invitation'; readonly word: string } | null {
  const [, kind, word] = /^#(enter|invitation)=([\w.~-]+)$/u.exec(location.hash) ?? [];
  if (word === undefined) return null;
  history.replaceState(null, '', location.pathname + location.search);
  return { kind: kind as 'enter' | 'invitation', word };
}

export const ME = ['me'] as const;

export const useMeQuery = (enabled: boolean) =>
  useQuery({
    queryKey: ME,
    queryFn: ({ signal }) => call('GET /me', { signal }),
    enabled,
    staleTime: Number.POSITIVE_INFINITY,
    retry: (count, error) => !(error instanceof ApiProblem) && count < 2,
  });

/** Within the shell, which shows nothing before it is known. */
export function useMe(): Me {
  const { data } = useMeQuery(true);
  if (data === undefined) throw new Error('asked for the caller before they were known');
  return data;
}
