/** Credentials: made, reset, switched off, revoked. A password is shown once, and only when it was generated. */
import { z } from 'zod';
import type { ObjectId } from '../../base/id.ts';
import { hashPassword } from '../../base/password-verifier.ts';
import { newPassword } from '../../directory/fields/values.ts';
import { credentialForms } from '../../directory/kinds/credential.ts';
import type { Credential } from '../../directory/objects.ts';
import { credentialSecret, isSealed } from '../../directory/sealed-credential.ts';
import type { App } from '../http/fastify-app.ts';
import { changeDirectory, merged } from '../changes/change.ts';
import type { AdminContext } from '../context.ts';
import { generatePassword } from '../secrets/generate-password.ts';
import { makeCredential } from '../changes/make-object.ts';
import { findObject } from '../http/naming.ts';
import { freshSealedVerifier } from '../secrets/sealed-verifier.ts';
import { siblingVerifier } from '../secrets/sibling-verifier.ts';
import { viewOf } from '../http/views.ts';
import { collectionRoutes } from './collection.ts';
import { answers, itemAnswer, itemView, nameParams, organizationQuery } from './schemas.ts';

const createAnswer = z.object({
  item: itemView,
  warnings: z.array(z.string()),
  password: z.string().optional().meta({ description: 'Only when it was generated, only this once' }),
});
const passwordChoice = newPassword.default('generate').meta({ description: 'A password, or generate' });
const KEPT_SEALED =
  'Its password is kept sealed, not hashed, because CRAM-MD5 needs it in clear: who has both the store and secret.key can read it. Use it for this device alone.';
const resetBody = z.strictObject({ password: passwordChoice }).prefault({});

export function credentialRoutes(app: App, room: AdminContext): void {
  collectionRoutes(app, room, 'credential');
  const choose = async (
    choice: string,
    username: string,
    except: ObjectId | null,
    sealedAs: ObjectId | null,
  ): Promise<{ shown: { password: string } | object; verifier: string }> => {
    const plain = choice === 'generate' ? generatePassword(room.random) : choice;
    if (sealedAs !== null) {
      await room.secrets.put(credentialSecret(sealedAs), plain);
      return { shown: choice === 'generate' ? { password: plain } : {}, verifier: freshSealedVerifier(room.random) };
    }
    const sibling = siblingVerifier(room.directory.current, username, except);
    return {
      shown: choice === 'generate' ? { password: plain } : {},
      verifier: await hashPassword(plain, room.random, sibling),
    };
  };
  app.post(
    '/credentials',
    {
      schema: {
        tags: ['credentials'],
        querystring: organizationQuery,
        description:
          'With cramMd5 the password is kept sealed by secret.key instead of hashed, because CRAM-MD5 needs it in clear',
        body: credentialForms.create.extend({ password: passwordChoice, cramMd5: z.boolean().default(false) }),
        response: answers(createAnswer, 201),
      },
    },
    async (request, reply) => {
      const { password, mailbox: address, username, cramMd5, ...fields } = request.body;
      // Before the costly hash: a wrong name should answer at once.
      const owner = findObject(room.directory.current, 'mailbox', address, request.query.organization);
      const id = room.ids.objectId();
      const { shown, verifier } = await choose(password, username ?? owner.address, null, cramMd5 ? id : null);
      const { result, warnings } = await changeDirectory(room, request.actor, (view) => {
        const mailbox = findObject(view, 'mailbox', address, request.query.organization);
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
      return reply.code(201).send({ item: viewOf(room.directory.current, result), warnings: told, ...shown });
    },
  );
  app.patch(
    '/credentials/:name',
    {
      schema: {
        tags: ['credentials'],
        params: nameParams,
        querystring: organizationQuery,
        body: credentialForms.patch,
        response: answers(itemAnswer),
      },
    },
    async (request) => {
      const { result, warnings } = await changeDirectory(room, request.actor, (view) => {
        const present = findObject(view, 'credential', request.params.name, request.query.organization);
        const object: Credential = merged(present, request.body);
        return { edits: [{ verb: 'put', object }], result: object };
      });
      return { item: viewOf(room.directory.current, result), warnings };
    },
  );
  app.post(
    '/credentials/:name/reset',
    {
      schema: {
        tags: ['credentials'],
        params: nameParams,
        querystring: organizationQuery,
        body: resetBody,
        response: answers(z.object({ password: z.string().optional() })),
      },
    },
    async (request) => {
      const target = findObject(room.directory.current, 'credential', request.params.name, request.query.organization);
      const { shown, verifier } = await choose(
        request.body.password,
        target.username,
        target.id,
        isSealed(target) ? target.id : null,
      );
      await changeDirectory(room, request.actor, (view) => {
        const present = findObject(view, 'credential', request.params.name, request.query.organization);
        return { edits: [{ verb: 'put', object: { ...present, verifier } }], result: null };
      });
      return shown;
    },
  );
}
