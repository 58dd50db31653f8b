/** Credentials: made, reset, switched off, revoked. A password is shown once, and only when it was generated. */
import { toldWarnings } from '../answers/told-next.ts';
import type { ObjectId } from '../../base/id.ts';
import { hashPassword } from '../../base/password-verifier.ts';
import { credentialSecret, isSealed } from '../../directory/sealed-credential.ts';
import { changeDirectory, merged } from '../changes/change.ts';
import { makeCredential } from '../changes/make-object.ts';
import type { AdminContext, ChangeRoom } from '../context.ts';
import { credentials } from '../contracts/credentials.ts';
import { findObject } from '../http/naming.ts';
import { type ApiRoute, route } from '../http/route.ts';
import { viewOf } from '../answers/views.ts';
import { generatePassword } from '../secrets/generate-password.ts';
import { freshSealedVerifier } from '../secrets/sealed-verifier.ts';
import { siblingVerifier } from '../secrets/sibling-verifier.ts';
import { putItem } from './changed-item.ts';
import { collectionRoutes } from './collection.ts';

type Room = ChangeRoom & Pick<AdminContext, 'ids' | 'random'>;

const KEPT_SEALED =
  'Its password is kept sealed, not hashed, because CRAM-MD5 needs it in clear: who has both the store and secret.key can read it. Use it for this device alone.';

export const credentialRoutes = (room: Room): readonly ApiRoute[] => [
  ...collectionRoutes(room, credentials, {
    show: viewOf<'credential'>,
    filter: ({ mailboxId, username }, { mailbox }, view) => {
      if (mailbox === undefined) return true;
      const wanted = mailbox.toLowerCase();
      return [username, view.get('mailbox', mailboxId)?.address].some((each) => each?.toLowerCase() === wanted);
    },
  }),
  create(room),
  change(room),
  reset(room),
];

interface Choice {
  /** Of a generated password: itself. */
  readonly shown: { readonly password?: string };
  readonly verifier: string;
}

/** @param sealedAs the credential whose password is kept sealed instead of hashed; null: hashed. */
async function choose(
  room: Room,
  choice: string,
  username: string,
  except: ObjectId | null,
  sealedAs: ObjectId | null,
): Promise<Choice> {
  const plain = choice === 'generate' ? generatePassword(room.random) : choice;
  const shown = choice === 'generate' ? { password: plain } : {};
  if (sealedAs !== null) {
    await room.secrets.put(credentialSecret(sealedAs), plain);
    return { shown, verifier: freshSealedVerifier(room.random) };
  }
  const sibling = siblingVerifier(room.directory.current, username, except);
  return { shown, verifier: await hashPassword(plain, room.random, sibling) };
}

const create = (room: Room): ApiRoute =>
  route(credentials.create, async ({ body, query, actor }) => {
    const { password, mailbox: address, username, cramMd5, ...fields } = body;
    // Before the costly hash: a wrong name should answer at once.
    const owner = findObject(room.directory.current, 'mailbox', address, query.organization);
    const id = room.ids.objectId();
    const { shown, verifier } = await choose(room, password, username ?? owner.address, null, cramMd5 ? id : null);
    const { result, warnings } = await changeDirectory(room, actor, (view) => {
      const mailbox = findObject(view, 'mailbox', owner.id, null);
      const credential = {
        ...makeCredential(room.ids, mailbox, {
          ...fields,
          username: username ?? mailbox.address,
          verifier,
          createdAt: room.clock.now(),
        }),
        id,
      };
      return { edits: [{ verb: 'put', object: credential }], result: credential };
    });
    const told = cramMd5 ? [...warnings, KEPT_SEALED] : warnings;
    return { item: viewOf(room.directory.current, result), ...toldWarnings(told), ...shown };
  });

const change = (room: Room): ApiRoute =>
  route(credentials.change, ({ body, params, query, actor }) =>
    putItem<'credential'>(room, actor, (view) =>
      merged(findObject(view, 'credential', params.name, query.organization), body),
    ),
  );

const reset = (room: Room): ApiRoute =>
  route(credentials.reset, async ({ body, params, query, actor }) => {
    const target = findObject(room.directory.current, 'credential', params.name, query.organization);
    const sealedAs = isSealed(target) ? target.id : null;
    const { shown, verifier } = await choose(room, body.password, target.username, target.id, sealedAs);
    await changeDirectory(room, actor, (view) => {
      // The password was made for this one; meanwhile its name may be another's.
      const present = findObject(view, 'credential', target.id, null);
      return { edits: [{ verb: 'put', object: { ...present, verifier } }], result: null };
    });
    return shown;
  });
