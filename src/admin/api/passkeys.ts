/** Passkeys: signing in by them, and one's own. */
import { bounds } from '../../base/bounds.ts';
import type { AdminContext } from '../context.ts';
import { passkeys } from '../contracts/passkeys.ts';
import { type ApiRoute, route } from '../http/route.ts';
import type { Passkey } from '../sign-in/administrator-record.ts';
import { personOf, signedIn } from './sign-in.ts';

type Room = Pick<AdminContext, 'people' | 'directory' | 'status' | 'version'>;

export const passkeyRoutes = (room: Room): readonly ApiRoute[] => [
  route(passkeys.ask, async ({ browser }) => {
    const { ticket, challenge, rpId } = room.people.askForPasskey(browser);
    const options = { challenge, rpId, timeout: bounds.admin.passkeyLife, userVerification: 'required' } as const;
    return { ticket, options };
  }),
  route(passkeys.enter, async ({ body, browser }) =>
    signedIn(room, await room.people.enterByPasskey(body, browser), browser),
  ),
  route(passkeys.beginInvited, async ({ body: { invitation }, browser }) =>
    room.people.beginPasskey(invitation, browser),
  ),
  route(passkeys.list, async ({ caller, browser }) => {
    const items = await room.people.account.passkeys(personOf(caller));
    const at = room.people.account.passkeyPlace(browser.origin);
    const isHere = 'rpId' in at;
    return {
      items: items.map((one) => shown(one, one.lastUsedAt)),
      ...{ at: isHere ? at.rpId : null, instead: isHere ? null : at.instead },
    };
  }),
  route(passkeys.begin, async ({ caller, browser }) => {
    const { ticket, options } = await room.people.account.beginPasskey(personOf(caller), browser);
    return { ticket, options };
  }),
  route(passkeys.add, async ({ body, caller, browser }) => ({
    item: shown(await room.people.account.addPasskey(personOf(caller), body, browser), null),
  })),
  route(passkeys.rename, async ({ params: { id }, body: { name }, caller }) =>
    room.people.account.renamePasskey(personOf(caller), id, name),
  ),
  route(passkeys.remove, async ({ params: { id }, caller }) => room.people.account.removePasskey(personOf(caller), id)),
];

const shown = ({ id, name, rpId, verifies, backedUp, createdAt }: Passkey, lastUsedAt: number | null) => ({
  ...{ id, name, rpId, alone: verifies, backedUp, createdAt, lastUsedAt },
});
