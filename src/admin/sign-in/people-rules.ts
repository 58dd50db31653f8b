/** The rules for people who sign in, whichever way: somebody local is left who may do everything, and a password is asked only of who has one. Pure. */
import { bounds } from '../../base/bounds.ts';
import type { Caller } from '../../mail/doors/caller.ts';
import { isGlobal } from '../../policy/access/rights.ts';
import { Problem } from '../http/problem.ts';
import type { AdministratorRecord } from './administrator-record.ts';

/** A person at a browser. */
export type Person = Caller & Required<Pick<Caller, 'session'>>;

/** Into the audit log. */
export type NoteDeed = (actor: string, whose: string, after: unknown) => Promise<void>;

/** The house is not left without somebody who can sign in here and do everything: a provider may be gone tomorrow. Throws a Problem. */
export function requireLocalGlobal(
  known: ReadonlyMap<string, AdministratorRecord | null>,
  name: string,
  becomes: AdministratorRecord | null,
): void {
  const isOne = (record: AdministratorRecord | null): boolean =>
    record !== null && record.verifier !== null && isGlobal(record);
  const others = [...known].some(([other, record]) => other !== name && isOne(record));
  if (others || !isOne(known.get(name) ?? null) || isOne(becomes)) return;
  throw new Problem(
    'last-administrator',
    { name },
    'Make another Global administrator first, who has accepted the invitation.',
  );
}

/** The administrator of this server at a session. Throws a Problem for whoever has no password here. */
export function namedOf({ session }: Person): string {
  if (session.name !== null) return session.name;
  const why = session.how === 'sso' ? 'by-provider' : 'no-password';
  throw new Problem('wrong-kind', { why }, { act: 'sign-in-to-admin-center' });
}

export const notThere = (name: string): Problem =>
  new Problem(
    'not-found',
    { what: 'administrator', name: name.slice(0, bounds.admin.nameShown) },
    { act: 'see-administrators' },
  );

export const signInAnew = (): Problem =>
  new Problem('sign-in-needed', { token: 'ended' }, { act: 'sign-in-to-admin-center' });
