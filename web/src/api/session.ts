/** Signing in and out, and who is signed in. */
import { useQuery } from '@tanstack/react-query';
import { ApiProblem, answered, call } from './call.ts';
import type { Me } from './contracts.ts';
import { secret } from './secret.ts';

/** As the server answers a sign-in: the cookie comes beside it. */
interface SignedIn {
  readonly secret: string;
  readonly expiresAt: number;
}

async function enter(key: string, body: unknown): Promise<void> {
  const response = await answered(key, { body });
  const { secret: given } = (await response.json()) as SignedIn;
  secret.keep(given);
}

export const signIn = {
  byLink: (link: string): Promise<void> => enter('POST /sign-in/link', { link }),
  byPassword: (said: { readonly name: string; readonly password: string; readonly code?: string }): Promise<void> =>
    enter('POST /sign-in/password', said),
  byInvitation: (said: { readonly invitation: string; readonly password: string }): Promise<void> =>
    enter('POST /sign-in/invitation', said),
  /** To act as one whose sign-in is young. */
  async again(said: { readonly password: string; readonly code?: string }): Promise<void> {
    await answered('POST /sign-in/again', { body: said });
  },
  async out(): Promise<void> {
    try {
      await answered('POST /sign-out', {});
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
