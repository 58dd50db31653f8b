/** An organization file tried out, or applied: planned as it is read, checked, its new passwords made, and all of it one change. */
import { bounds } from '../../base/bounds.ts';
import type { ObjectId } from '../../base/id.ts';
import { hashPassword } from '../../base/password-verifier.ts';
import { slices } from '../../base/slices.ts';
import type { Credential, DirectoryEdit } from '../../directory/objects.ts';
import { credentialSecret, isSealed } from '../../directory/sealed-credential.ts';
import { connectorWarningsInPieces } from '../../policy/changes/connector-warnings.ts';
import { checkEditsInPieces } from '../../policy/changes/directory-rules.ts';
import type { DirectoryView, Rest } from '../../directory/snapshot.ts';
import { type ApplyPlan, type Making, type PlannedChange, planApply } from './apply.ts';
import { changeDirectory, checkChange, moreWarnings, refuseErrors } from './change.ts';
import type { AdminContext, ChangeRoom } from '../context.ts';
import { generatePassword } from '../secrets/generate-password.ts';
import { fileWarnings } from './named-files.ts';
import { Problem } from '../http/problem.ts';
import { type FileReading, OtherLayout } from './read-file.ts';
import { freshSealedVerifier } from '../secrets/sealed-verifier.ts';
import { siblingVerifier } from '../secrets/sibling-verifier.ts';
import { secretOf } from './upstream-auth.ts';
import { toldCure } from '../../texts/remedy.ts';

export type ApplyRoom = ChangeRoom & Pick<AdminContext, 'ids' | 'random' | 'gatewayAddresses'>;

export interface AppliedFile {
  readonly changes: readonly PlannedChange[];
  readonly applied: boolean;
  readonly revision: number;
  readonly warnings: readonly string[];
  readonly passwords?: readonly {
    readonly mailbox: string;
    readonly name: string;
    readonly username: string;
    readonly password: string;
  }[];
}

export async function tryOutFile(room: ApplyRoom, reading: FileReading, making: Making): Promise<AppliedFile> {
  const rest = slices(room.clock);
  const view = room.directory.current;
  const plan = await planned(view, reading, making, rest);
  const after = await view.changedInPieces(plan.edits, rest);
  const warnings = [
    ...(await checkChange(room, view, after, plan.edits)),
    ...(await planWarnings(room, after, plan, rest)),
  ];
  return { changes: plan.changes, applied: false, revision: view.revision, warnings };
}

export async function applyFile(
  room: ApplyRoom,
  actor: string,
  reading: FileReading,
  making: Making,
): Promise<AppliedFile> {
  const rest = slices(room.clock);
  const view = room.directory.current;
  const first = await planned(view, reading, making, rest);
  const passwords = await makePasswords(room, view, first, rest);
  const changed = await changeDirectory(room, actor, async (latest) => {
    // Planned already, unless somebody changed the directory meanwhile.
    const plan = latest === view ? first : await planned(latest, reading, making, rest);
    const given = new Map<string, MadePassword>();
    for (const { credential, mailbox } of plan.newCredentials) {
      const made = passwords.get(passwordKey(mailbox, credential.name));
      if (made === undefined)
        throw new Problem('changed-meanwhile', { why: 'other-plan' }, 'Look at the difference again: --dry-run.');
      given.set(credential.id, made);
    }
    const edits = given.size === 0 ? plan.edits : plan.edits.map((edit) => withVerifier(edit, given));
    return { edits, result: plan };
  });
  const plan = changed.result;
  return {
    changes: plan.changes,
    applied: true,
    revision: changed.revision,
    warnings: [...changed.warnings, ...(await planWarnings(room, room.directory.current, plan, rest))],
    ...(plan.newCredentials.length === 0
      ? {}
      : {
          passwords: plan.newCredentials.map(({ credential, mailbox }) => ({
            mailbox,
            name: credential.name,
            username: credential.username,
            password: passwords.get(passwordKey(mailbox, credential.name))?.plain ?? '',
          })),
        }),
  };
}

async function planned(view: DirectoryView, reading: FileReading, making: Making, rest: Rest): Promise<ApplyPlan> {
  try {
    return await planApply(view, reading.actions(), making, rest);
  } catch (error) {
    if (!(error instanceof OtherLayout)) throw error;
    return planApply(view, reading.actions(), making, rest);
  }
}

interface MadePassword {
  /** A sealed password is kept under it before the credential is. */
  readonly id: ObjectId;
  readonly plain: string;
  readonly verifier: string;
}

const passwordKey = (mailbox: string, name: string): string => `${mailbox}\n${name}`;

/** Refuses a change that breaks a rule before it hashes any password. */
async function makePasswords(
  room: ApplyRoom,
  view: DirectoryView,
  { edits, newCredentials }: ApplyPlan,
  rest: Rest,
): Promise<ReadonlyMap<string, MadePassword>> {
  const passwords = new Map<string, MadePassword>();
  if (newCredentials.length === 0) return passwords;
  refuseErrors(await checkEditsInPieces(view, await view.changedInPieces(edits, rest), edits, rest));
  for (let at = 0; at < newCredentials.length; at += bounds.admin.hashesAtOnce)
    await Promise.all(
      newCredentials.slice(at, at + bounds.admin.hashesAtOnce).map(async ({ credential, mailbox }) => {
        passwords.set(passwordKey(mailbox, credential.name), await makePassword(room, credential));
      }),
    );
  return passwords;
}

async function makePassword(room: ApplyRoom, credential: Credential): Promise<MadePassword> {
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

/** @param after the directory as the file makes it. */
async function planWarnings(
  room: ApplyRoom,
  after: DirectoryView,
  plan: ApplyPlan,
  rest: Rest,
): Promise<readonly string[]> {
  const warnings: string[] = [];
  let more = 0;
  const warn = (found: readonly string[]): void => {
    for (const warning of found)
      if (warnings.length < bounds.policy.problemsTold) warnings.push(warning);
      else more++;
  };
  for (const edit of plan.edits) {
    await rest();
    if (edit.verb !== 'put' || edit.object.kind !== 'inbound-connector') continue;
    const { name } = edit.object;
    const found = await connectorWarningsInPieces(after, edit.object, room.gatewayAddresses(), rest);
    warn(found.map((warning) => `inbound-connector ${name}: ${warning.text}`));
  }
  const kept = new Set(await room.secrets.names());
  for (const { connector, kind, secret } of plan.wantedSecrets)
    if (!kept.has(secret))
      warn([
        `outbound-connector ${connector}: its ${kind === 'password' ? 'password' : 'secret'} is not set here yet, and mail that way ${kind === 'password' ? 'fails' : 'waits'} until it is: ${toldCure({ act: 'set-secret', name: connector, secret: secretOf(kind) }).cure}`,
      ]);
  for (const edit of plan.edits) {
    await rest();
    if (edit.verb === 'put' && edit.object.kind === 'outbound-connector') warn(await fileWarnings(edit.object));
  }
  return [...warnings, ...moreWarnings(more)];
}
