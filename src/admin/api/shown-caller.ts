/** A caller as they are told who they are. */
import { bounds } from '../../base/bounds.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { Caller, GrantedRight } from '../../mail/doors/caller.ts';
import type { AdminContext } from '../context.ts';
import type { meForm } from '../contracts/tokens.ts';
import type { BrowserSession } from '../sign-in/sessions.ts';
import type { z } from 'zod';

/** A grant with the names of its organizations. */
export const shownGrant = (view: DirectoryView, { role, organizations, content, expiresAt }: GrantedRight) => ({
  role,
  organizations: organizations && organizations.map((id) => ({ id, name: view.get('organization', id)?.name ?? null })),
  content,
  expiresAt,
});

/** The sessions of one person: whose they are is known. */
export const shownSessions = (sessions: readonly BrowserSession[], { session }: Caller) =>
  sessions.map(({ actor: _, name: __, ...one }) => ({ ...one, current: one.id === session?.id }));

/** The words of the admin center. */
const LANGUAGES: readonly string[] = ['en'];

export function shownCaller(
  room: Pick<AdminContext, 'status' | 'version'> & { readonly directory: Pick<AdminContext['directory'], 'current'> },
  caller: Caller,
): z.output<typeof meForm> {
  return {
    actor: caller.actor,
    ...shownGrant(room.directory.current, caller),
    signIn: shownSignIn(caller),
    ...{ mode: room.status().mode, version: room.version, languages: [...LANGUAGES] },
  };
}

function shownSignIn({ session, actor }: Caller): z.output<typeof meForm>['signIn'] {
  if (session === undefined) {
    const how = actor.startsWith('token:') ? 'token' : 'socket';
    const nothing = { secondFactor: null, app: null, password: null, at: null, freshUntil: null, until: null };
    return { how, session: null, name: null, ...nothing };
  }
  const { id, how, called, hasSecondFactor, hasApp, hasPassword, signedInAt, until } = session;
  const freshUntil = signedInAt + bounds.admin.freshSignIn;
  const name = called ?? session.name;
  const has = { secondFactor: hasSecondFactor, app: hasApp, password: hasPassword };
  return { how, session: id, name, ...has, at: signedInAt, freshUntil, until };
}
