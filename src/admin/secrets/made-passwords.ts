/** The passwords that a file needs before its change can be made: generated or given, hashed or sealed, a few at once. */
import { bounds } from '../../base/bounds.ts';
import type { ObjectId } from '../../base/id.ts';
import { hashPassword } from '../../base/password-verifier.ts';
import type { Credential, DirectoryEdit } from '../../directory/objects.ts';
import { credentialSecret, isSealed } from '../../directory/sealed-credential.ts';
import type { AdminContext, ChangeRoom } from '../context.ts';
import { Problem } from '../http/problem.ts';
import { generatePassword } from './generate-password.ts';
import { freshSealedVerifier } from './sealed-verifier.ts';
import { siblingVerifier } from './sibling-verifier.ts';

type Room = ChangeRoom & Pick<AdminContext, 'random'>;

/** A credential without a verifier, and its password; null: it is to be generated. */
export interface WantedPassword {
  readonly credential: Credential;
  readonly mailbox: string;
  readonly plain: string | null;
}

/** As an answer tells it, this once. */
export interface ShownPassword {
  readonly mailbox: string;
  readonly name: string;
  readonly username: string;
  readonly password: string;
}

interface MadePassword {
  /** A sealed password is kept under it before the credential is. */
  readonly id: ObjectId;
  readonly plain: string;
  readonly verifier: string;
}

const keyOf = ({ mailbox, credential }: WantedPassword): string => `${mailbox}\n${credential.name}`;

export class MadePasswords {
  readonly #made = new Map<string, MadePassword>();

  private constructor() {}

  static async make(room: Room, wanted: readonly WantedPassword[]): Promise<MadePasswords> {
    const made = new MadePasswords();
    // Those of one login name share a salt, so that each has to know the first.
    const byLogin = Map.groupBy(wanted, ({ credential }) => credential.username.toLowerCase());
    const logins = [...byLogin.values()];
    for (let at = 0; at < logins.length; at += bounds.admin.hashesAtOnce)
      await Promise.all(logins.slice(at, at + bounds.admin.hashesAtOnce).map((some) => made.#makeOneByOne(room, some)));
    return made;
  }

  async #makeOneByOne(room: Room, wanted: readonly WantedPassword[]): Promise<void> {
    let sibling: string | null = null;
    for (const one of wanted) {
      const { credential } = one;
      const { id } = credential;
      const plain = one.plain ?? generatePassword(room.random);
      if (isSealed(credential)) {
        await room.secrets.put(credentialSecret(id), plain);
        this.#made.set(keyOf(one), { id, plain, verifier: freshSealedVerifier(room.random) });
        continue;
      }
      sibling ??= siblingVerifier(room.directory.current, credential.username, id);
      const verifier = await hashPassword(plain, room.random, sibling);
      sibling = verifier;
      this.#made.set(keyOf(one), { id, plain, verifier });
    }
  }

  /** The edits with their verifiers. Throws a Problem when the plan wants others than were made. */
  into(edits: readonly DirectoryEdit[], wanted: readonly WantedPassword[]): readonly DirectoryEdit[] {
    if (wanted.length === 0) return edits;
    const byId = new Map<string, MadePassword>();
    for (const one of wanted) {
      const made = this.#made.get(keyOf(one));
      if (made === undefined)
        throw new Problem('changed-meanwhile', { why: 'other-plan' }, 'Look at the difference again: --dry-run.');
      byId.set(one.credential.id, made);
    }
    return edits.map((edit) => withVerifier(edit, byId));
  }

  /** Those that were generated. */
  shown(wanted: readonly WantedPassword[]): readonly ShownPassword[] {
    return wanted
      .filter(({ plain }) => plain === null)
      .map((one) => ({
        mailbox: one.mailbox,
        name: one.credential.name,
        username: one.credential.username,
        password: this.#made.get(keyOf(one))?.plain ?? '',
      }));
  }
}

function withVerifier(edit: DirectoryEdit, made: ReadonlyMap<string, MadePassword>): DirectoryEdit {
  if (edit.verb !== 'put' || edit.object.kind !== 'credential') return edit;
  const password = made.get(edit.object.id);
  if (password === undefined) return edit;
  return { verb: 'put', object: { ...edit.object, id: password.id, verifier: password.verifier } };
}
