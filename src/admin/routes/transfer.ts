/** Export and apply. */
import { Readable } from 'node:stream';
import { z } from 'zod';
import { hashPassword } from '../../base/password-verifier.ts';
import type { OrganizationFile } from '../../config/organization-file.ts';
import type { ObjectId } from '../../base/id.ts';
import { slices } from '../../base/slices.ts';
import type { Credential, DirectoryEdit } from '../../mail/directory.ts';
import { credentialSecret, isSealed } from '../../mail/sealed-credential.ts';
import { connectorWarningsInPieces } from '../../policy/connector-warnings.ts';
import { checkEditsInPieces } from '../../policy/directory-rules.ts';
import type { DirectoryView } from '../../policy/directory-view.ts';
import type { App } from '../app.ts';
import { type ApplyPlan, type Making, planApply } from '../apply.ts';
import { secretCommand } from '../upstream-auth.ts';
import { changeDirectory, checkChange, refuseErrors } from '../change.ts';
import type { AdminContext } from '../context.ts';
import { exportYaml } from '../export.ts';
import { generatePassword } from '../generate-password.ts';
import { fileWarnings } from '../named-files.ts';
import { organizationScope } from '../naming.ts';
import { readFileBeside } from '../read-file.ts';
import { freshSealedVerifier } from '../sealed-verifier.ts';
import { siblingVerifier } from '../sibling-verifier.ts';
import { Problem } from '../problem.ts';
import { answers, organizationQuery, textAnswer } from './schemas.ts';

/** Thousands of mailboxes fit. */
const LONGEST_FILE = 16 * 1_048_576;
/** One argon2id for each new credential. */
const APPLY_MS = 600_000;
/** So many are hashed at once: what the thread pool takes without starving the sign-ins of devices. */
const HASHES_AT_ONCE = 2;

const applyBody = z.strictObject({
  yaml: z.string().min(1).max(LONGEST_FILE),
  dryRun: z.boolean().default(false),
  prune: z.boolean().default(false).meta({
    description: 'Deletes what the sections of the file do not name, within the organizations it names',
  }),
});
const applyAnswer = z.object({
  changes: z.array(z.looseObject({ action: z.string(), kind: z.string(), name: z.string() })),
  applied: z.boolean(),
  revision: z.int(),
  warnings: z.array(z.string()),
  passwords: z
    .array(z.object({ mailbox: z.string(), name: z.string(), username: z.string(), password: z.string() }))
    .optional(),
});

export function transferRoutes(app: App, room: AdminContext): void {
  app.get(
    '/export',
    {
      schema: {
        tags: ['transfer'],
        description:
          'Organizations as YAML; * for all of them. The system settings are left out when one organization is named',
        querystring: organizationQuery,
        response: answers(textAnswer('text/yaml', 'The file')),
      },
    },
    async (request, reply) => {
      const view = room.directory.current;
      const { organization } = request.query;
      const yaml = exportYaml(
        view,
        organizationScope(view, organization),
        organization === undefined || organization === '*',
        slices(room.clock),
      );
      return reply.type('text/yaml; charset=utf-8').send(Readable.from(yaml));
    },
  );
  app.post(
    '/apply',
    {
      bodyLimit: LONGEST_FILE + 65_536,
      handlerTimeout: APPLY_MS,
      schema: { tags: ['transfer'], body: applyBody, response: answers(applyAnswer) },
    },
    async (request) => {
      const { yaml, dryRun, prune } = request.body;
      const read = await readFileBeside(yaml);
      if ('problems' in read)
        throw new Problem(
          422,
          `The file has ${read.problems.length === 1 ? '1 problem' : `${read.problems.length} problems`}.`,
          `Mend ${read.problems.length === 1 ? 'it' : 'them all'}; nothing was changed.`,
          read.problems,
        );
      const making: Making = { ids: room.ids, random: room.random, now: room.clock.now(), prune };
      return dryRun ? tryOut(room, read.file, making) : apply(room, request.actor, read.file, making);
    },
  );
}

async function tryOut(room: AdminContext, file: OrganizationFile, making: Making) {
  const view = room.directory.current;
  const plan = planApply(view, file, making);
  const after = await view.changedInPieces(plan.edits, slices(room.clock));
  const warnings = [...(await checkChange(room, view, after, plan.edits)), ...(await planWarnings(room, view, plan))];
  return { changes: plan.changes, applied: false, revision: view.revision, warnings };
}

async function apply(room: AdminContext, actor: string, file: OrganizationFile, making: Making) {
  // What would be refused is refused before passwords are made.
  const first = planApply(room.directory.current, file, making);
  const view = room.directory.current;
  const rest = slices(room.clock);
  refuseErrors(await checkEditsInPieces(view, await view.changedInPieces(first.edits, rest), first.edits, rest));
  const passwords = new Map<string, MadePassword>();
  const keyOf = (mailbox: string, name: string): string => `${mailbox}\n${name}`;
  for (let at = 0; at < first.newCredentials.length; at += HASHES_AT_ONCE)
    await Promise.all(
      first.newCredentials.slice(at, at + HASHES_AT_ONCE).map(async ({ credential, mailbox }) => {
        passwords.set(keyOf(mailbox, credential.name), await makePassword(room, credential));
      }),
    );
  const changed = await changeDirectory(room, actor, (view) => {
    const plan = planApply(view, file, making);
    const given = new Map<string, MadePassword>();
    for (const { credential, mailbox } of plan.newCredentials) {
      const made = passwords.get(keyOf(mailbox, credential.name));
      if (made === undefined)
        throw new Problem(409, 'Somebody changed the directory meanwhile.', 'Look at the difference again: --dry-run.');
      given.set(credential.id, made);
    }
    return { edits: plan.edits.map((edit) => withVerifier(edit, given)), result: { plan, before: view } };
  });
  const { plan, before } = changed.result;
  return {
    changes: plan.changes,
    applied: true,
    revision: changed.revision,
    warnings: [...changed.warnings, ...(await planWarnings(room, before, plan))],
    ...(plan.newCredentials.length === 0
      ? {}
      : {
          passwords: plan.newCredentials.map(({ credential, mailbox }) => ({
            mailbox,
            name: credential.name,
            username: credential.username,
            password: passwords.get(keyOf(mailbox, credential.name))?.plain ?? '',
          })),
        }),
  };
}

interface MadePassword {
  /** A sealed password is kept under it before the credential is. */
  readonly id: ObjectId;
  readonly plain: string;
  readonly verifier: string;
}

async function makePassword(room: AdminContext, credential: Credential): Promise<MadePassword> {
  const { id } = credential;
  const plain = generatePassword(room.random);
  if (isSealed(credential)) {
    await room.secrets.put(credentialSecret(id), plain);
    return { id, plain, verifier: freshSealedVerifier(room.random) };
  }
  const sibling = siblingVerifier(room.directory.current, credential.username);
  return { id, plain, verifier: await hashPassword(plain, room.random, sibling) };
}

function withVerifier(edit: DirectoryEdit, made: ReadonlyMap<string, MadePassword>): DirectoryEdit {
  if (edit.verb !== 'put' || edit.object.kind !== 'credential') return edit;
  const password = made.get(edit.object.id);
  if (password === undefined) return edit;
  return { verb: 'put', object: { ...edit.object, id: password.id, verifier: password.verifier } };
}

async function planWarnings(room: AdminContext, before: DirectoryView, plan: ApplyPlan): Promise<readonly string[]> {
  const rest = slices(room.clock);
  const after = await before.changedInPieces(plan.edits, rest);
  const connectors: string[] = [];
  for (const edit of plan.edits) {
    if (edit.verb !== 'put' || edit.object.kind !== 'inbound-connector') continue;
    const { name } = edit.object;
    const found = await connectorWarningsInPieces(after, edit.object, room.gatewayAddresses(), rest);
    connectors.push(...found.map((warning) => `inbound-connector ${name}: ${warning.text}`));
  }
  const kept = new Set(await room.secrets.names());
  const secrets = plan.wantedSecrets
    .filter(({ secret }) => !kept.has(secret))
    .map(
      ({ connector, kind }) =>
        `outbound-connector ${connector}: its ${kind === 'password' ? 'password' : 'secret'} is not set here yet, and mail that way ${kind === 'password' ? 'fails' : 'waits'} until it is: ${secretCommand(connector, kind)}`,
    );
  const files: string[] = [];
  for (const edit of plan.edits)
    if (edit.verb === 'put' && edit.object.kind === 'outbound-connector')
      files.push(...(await fileWarnings(edit.object)));
  return [...connectors, ...secrets, ...files];
}
