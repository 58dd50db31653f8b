/** Key pairs for DKIM: made off the thread of the sockets, the private half sealed before the key is there. */
import { generateKeyPair } from 'node:crypto';
import { dkimKeyName, dkimSecret } from '../../directory/dkim-keys.ts';
import type { DirectoryEdit, DkimKey } from '../../directory/objects.ts';
import type { ChangeRoom } from '../context.ts';
import { Problem } from '../http/problem.ts';

/** RFC 8301 §3.2: a signer uses 2,048 bits; longer ones do not fit a DNS answer without TCP. */
const RSA_BITS = 2_048;
/** SubjectPublicKeyInfo of Ed25519 (RFC 8410 §4) in front of the key's own 32 octets. */
const ED25519_PREFIX = 12;

const encodings = {
  publicKeyEncoding: { type: 'spki', format: 'der' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
} as const;

interface Pair {
  /** Base64, as the record has it. */
  readonly publicKey: string;
  /** PEM. */
  readonly privateKey: string;
}

async function makePair(algorithm: DkimKey['algorithm']): Promise<Pair> {
  if (algorithm === 'rsa-sha256') {
    const { spki, privateKey } = await generated((done) =>
      generateKeyPair('rsa', { modulusLength: RSA_BITS, ...encodings }, done),
    );
    return { publicKey: spki.toString('base64'), privateKey };
  }
  const { spki, privateKey } = await generated((done) => generateKeyPair('ed25519', encodings, done));
  // RFC 8463 §4: the key alone, without its wrapping.
  return { publicKey: spki.subarray(ED25519_PREFIX).toString('base64'), privateKey };
}

type Done = (error: Error | null, spki: Buffer, privateKey: string) => void;

const generated = (begin: (done: Done) => void): Promise<{ readonly spki: Buffer; readonly privateKey: string }> =>
  new Promise((resolve, reject) =>
    begin((error, spki, privateKey) => (error === null ? resolve({ spki, privateKey }) : reject(error))),
  );

/** The pairs of keys that a change brings, made before it. */
export class MadePairs {
  readonly #made = new Map<string, DkimKey>();

  /** Each private half is sealed when this resolves. */
  static async make({ secrets }: Pick<ChangeRoom, 'secrets'>, wanted: readonly DkimKey[]): Promise<MadePairs> {
    const made = new MadePairs();
    for (const key of wanted) {
      const { publicKey, privateKey } = await makePair(key.algorithm);
      await secrets.put(dkimSecret(key.id), privateKey);
      made.#made.set(dkimKeyName(key), { ...key, publicKey });
    }
    return made;
  }

  /** The edits with these pairs. Throws a Problem when a new key is among them for which none was made. */
  into(edits: readonly DirectoryEdit[]): readonly DirectoryEdit[] {
    return edits.map((edit) => {
      if (edit.verb !== 'put' || edit.object.kind !== 'dkim-key' || edit.object.publicKey !== '') return edit;
      const { organizationId, algorithm } = edit.object;
      const made = this.#made.get(dkimKeyName(edit.object));
      if (made?.organizationId !== organizationId || made.algorithm !== algorithm)
        throw new Problem('changed-meanwhile', { why: 'other-plan' }, 'Look at the difference again: --dry-run.');
      return { verb: 'put', object: { ...edit.object, id: made.id, publicKey: made.publicKey } };
    });
  }
}
