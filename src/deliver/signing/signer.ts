/**
 * Signs the mail of our own domains by DKIM as it goes out: each content as this next hop gets it, after every change of ours. Promises: nothing is
 * read, hashed or written for a domain without an active key; the body is hashed piece by piece, and once for all next hops; the signature itself
 * is made in the thread pool. Never: holds mail up because a key does not open (it goes out unsigned, and that is told); signs for an organization
 * by another one's key. RFC 6376, RFC 8463.
 */
import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';
import type { ObjectId } from '../../base/id.ts';
import type { Log } from '../../base/log.ts';
import { SealBroken } from '../../base/secret-box.ts';
import { dkimKeyName, dkimSecret } from '../../directory/dkim-keys.ts';
import type { LiveDirectory } from '../../directory/live-directory.ts';
import type { DkimKey, SecretName } from '../../directory/objects.ts';
import type { QueuedMessage } from '../../mail/delivery.ts';
import { answeringFor, authorDomain, signingKeys } from '../../policy/delivery/signed-mail.ts';
import { type DkimAlgorithm, octetsToSign, signedField, unsignedField } from '../../screening/dkim/signature.ts';
import type { Content } from '../session/client-session.ts';
import { type CoveredContent, coveredContent } from './sign-content.ts';
import { allOf, say } from '../../texts/phrase.ts';
import { told } from '../../texts/told.ts';
import { line, type ToldLine } from '../../mail/lines/said.ts';

/** Fields to go on top of a content, and what is told of that. */
export interface Signed {
  readonly fields: Uint8Array;
  readonly notes: readonly ToldLine[];
}

/** Signs a content of the message; `as`: in which form of it. Rejects when the content or the store cannot be read. */
export type Sign = (content: () => Content, as: 'stored' | '7bit') => Promise<Signed>;

export interface SignerParts {
  readonly directory: LiveDirectory;
  /** Rejects with SealBroken and StoreUnavailable. */
  readonly readSecret: (name: SecretName) => Promise<string | null>;
  readonly clock: Clock;
  readonly log: Log;
}

const UNSIGNED: Signed = { fields: new Uint8Array(0), notes: [] };

export class Signer {
  readonly #parts: SignerParts;
  readonly #opened = new Map<ObjectId, KeyObject>();
  /** Keys of which the log knows that they do not open. */
  readonly #told = new Set<ObjectId>();
  /** By what the body is made of: other next hops of a message are often tried right behind. */
  readonly #bodyHashes = new Map<string, string>();

  constructor(parts: SignerParts) {
    this.#parts = parts;
  }

  /** null: it goes out as it is. @param isRewritten its author may be another than it was accepted with. */
  signs(message: QueuedMessage, isRewritten: boolean): Sign | null {
    const view = this.#parts.directory.current;
    const organizationId = answeringFor(view, message);
    if (organizationId === null || view.listOf('dkim-key').length === 0) return null;
    const domain = authorDomain(message.header.from);
    if (!isRewritten && (domain === null || signingKeys(view, organizationId, domain).length === 0)) return null;
    return (content, as) => this.#sign(organizationId, content, `${as} ${message.content.sha256}`);
  }

  async #sign(organizationId: ObjectId, content: () => Content, body: string): Promise<Signed> {
    const covered = await coveredContent(content(), this.#bodyHashes.get(body));
    if (covered === null) return { ...UNSIGNED, notes: [line`not signed: its header has more than one reading`] };
    keep(this.#bodyHashes, body, covered.bodyHash, bounds.deliver.bodyHashesKept);
    const domain = authorDomain(covered.authors);
    const keys = domain === null ? [] : signingKeys(this.#parts.directory.current, organizationId, domain);
    const fields: Buffer[] = [];
    const signedBy: string[] = [];
    const notes: ToldLine[] = [];
    for (const key of keys) {
      const opened = await this.#open(key);
      if (opened === null) {
        notes.push(line`not signed by ${dkimKeyName(key)}: the key does not open`);
        continue;
      }
      fields.push(await this.#field(key, opened, covered));
      signedBy.push(dkimKeyName(key));
    }
    if (signedBy.length > 0) notes.unshift(told(say`signed by ${allOf(signedBy)}`));
    return { fields: Buffer.concat(fields), notes };
  }

  async #field({ domain, selector, algorithm }: DkimKey, key: KeyObject, covered: CoveredContent): Promise<Buffer> {
    const as = { domain, selector, algorithm, at: this.#parts.clock.now() };
    const unsigned = unsignedField(as, covered.header, covered.bodyHash);
    return signedField(unsigned, await signature(octetsToSign(covered.header, unsigned, algorithm), key, algorithm));
  }

  /** null: it does not open, or is not there. */
  async #open(key: DkimKey): Promise<KeyObject | null> {
    const known = this.#opened.get(key.id);
    if (known !== undefined) return known;
    try {
      const pem = await this.#parts.readSecret(dkimSecret(key.id));
      if (pem === null) throw new SealBroken(dkimSecret(key.id));
      const opened = createPrivateKey(pem);
      keep(this.#opened, key.id, opened, bounds.deliver.dkimKeysOpen);
      this.#told.delete(key.id);
      return opened;
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
      if (!this.#told.has(key.id))
        this.#parts.log.error(
          { key: dkimKeyName(key) },
          'a DKIM key does not open with secret.key: mail goes out unsigned',
        );
      if (this.#told.size < bounds.deliver.dkimKeysOpen) this.#told.add(key.id);
      return null;
    }
  }
}

/** The oldest goes. */
function keep<Key, Value>(kept: Map<Key, Value>, key: Key, value: Value, most: number): void {
  kept.set(key, value);
  const [oldest] = kept.keys();
  if (kept.size > most && oldest !== undefined) kept.delete(oldest);
}

const signature = (octets: Buffer, key: KeyObject, algorithm: DkimAlgorithm): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    sign(algorithm === 'rsa-sha256' ? 'sha256' : null, octets, key, (error, made) =>
      error === null ? resolve(made) : reject(error),
    ),
  );
