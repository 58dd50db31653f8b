/** Everything that ends one day, as the directory, the certificate files and the notes have it now. Reads files; decides nothing. */
import { X509Certificate } from 'node:crypto';
import { basename } from 'node:path';
import type { ObjectId } from '../base/id.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { readNamedFile } from '../base/named-file.ts';
import { SealBroken } from '../base/secret-box.ts';
import type { OutboundConnector } from '../directory/objects.ts';
import type { LiveDirectory } from '../directory/live-directory.ts';
import { givesCodes, type SecretName } from '../directory/upstream.ts';
import { type Expiry, REFRESH_TOKEN_LIFE_MS } from '../policy/alarms/expiry-alarms.ts';
import type { NoteStore } from '../store/store.ts';

export interface ExpiryParts {
  readonly directory: LiveDirectory;
  readonly notes: NoteStore;
  readonly clock: Clock;
  readonly log: Log;
  /** PEM files of the server's own certificates. */
  readonly ownCertificates: readonly string[];
  /** Of a connector's sign-in, as the room that uses it says. Rejects with StoreUnavailable. */
  readonly lastUsedAt: (connectorId: ObjectId) => Promise<number | null>;
  /** null: there is none of that name. Absent: all are taken to be there. Rejects with SealBroken and StoreUnavailable. */
  readonly readSecret?: (name: SecretName) => Promise<string | null>;
}

/** A note of ours: since when a sign-in is there of whose use nobody wrote anything. */
const SIGN_IN = 'sign-in ';

export interface Gathered {
  readonly found: readonly Expiry[];
  /** Keys of what is there but cannot be read now: an alarm of it is not over. */
  readonly unknown: ReadonlySet<string>;
}

export class Expiries {
  readonly #parts: ExpiryParts;
  /** Files that could not be read: said once. Bounded by what the directory and the settings name. */
  readonly #unreadable = new Set<string>();

  constructor(parts: ExpiryParts) {
    this.#parts = parts;
  }

  /** Rejects with StoreUnavailable. */
  async gather(): Promise<Gathered> {
    const unknown = new Set<string>();
    const connectors = this.#parts.directory.current.outboundConnectors.filter((one) => one.enabled);
    const found: Expiry[] = [...(await this.#refreshTokens(connectors))];
    for (const connector of connectors) found.push(...(await this.#ofConnector(connector, unknown)));
    for (const file of this.#parts.ownCertificates) {
      const key = `certificate-expires:${file}`;
      const expiresAt = await this.#endOf(file);
      if (expiresAt === null) {
        unknown.add(key);
        continue;
      }
      found.push({
        kind: 'certificate-expires',
        key,
        organizationId: null,
        connector: null,
        subject: basename(file),
        what: 'server-certificate',
        words: `The server's certificate ${file}`,
        expiresAt,
        cure: basename(file) === 'self-signed.pem' ? { act: 'renew-self-signed' } : { act: 'renew-certificate', file },
      });
    }
    return { found, unknown };
  }

  async #ofConnector(connector: OutboundConnector, unknown: Set<string>): Promise<readonly Expiry[]> {
    const { id, name, organizationId, auth, clientCertificate } = connector;
    const common = { organizationId, connector: name, subject: name };
    const found: Expiry[] = [];
    if (auth?.kind === 'client-credentials' && auth.proof.kind === 'secret' && auth.proof.expiresAt !== null)
      found.push({
        ...common,
        kind: 'secret-expires',
        key: `secret-expires:${id}`,
        what: 'client-secret',
        words: `The client secret of upstream ${name}`,
        expiresAt: auth.proof.expiresAt,
        cure: { act: 'renew-client-secret', name },
      });
    const files = [
      ['client-certificate', 'client certificate', clientCertificate?.certificateFile],
      [
        'sign-in-certificate',
        'sign-in certificate',
        auth?.kind === 'client-credentials' && auth.proof.kind === 'certificate'
          ? auth.proof.certificateFile
          : undefined,
      ],
    ] as const;
    for (const [what, words, file] of files) {
      if (file === undefined) continue;
      const key = `certificate-expires:${id}:${what}`;
      const expiresAt = await this.#endOf(file);
      if (expiresAt === null) {
        unknown.add(key);
        continue;
      }
      found.push({
        ...common,
        kind: 'certificate-expires',
        key,
        what,
        words: `The ${words} of upstream ${name}`,
        expiresAt,
        cure: { act: 'renew-upstream-certificate', file, name, upload: what === 'sign-in-certificate' },
      });
    }
    return found;
  }

  async #refreshTokens(connectors: readonly OutboundConnector[]): Promise<readonly Expiry[]> {
    const { notes, clock } = this.#parts;
    const delegated = await this.#signedIn(connectors);
    const ours = new Map((await notes.all('alarm')).map(({ key, value }) => [key, value]));
    const gone = [...ours.keys()].filter(
      (key) => key.startsWith(SIGN_IN) && !delegated.some(({ id }) => key === `${SIGN_IN}${id}`),
    );
    if (gone.length > 0) await notes.delete('alarm', gone);
    if (delegated.length === 0) return [];
    const fresh = delegated.filter(({ id }) => !ours.has(`${SIGN_IN}${id}`));
    const now = clock.now();
    if (fresh.length > 0)
      await notes.put(
        'alarm',
        fresh.map(({ id }) => ({ key: `${SIGN_IN}${id}`, value: { since: now } })),
      );
    const expiryOf = async (connector: OutboundConnector): Promise<Expiry> => {
      const { id, name, organizationId, auth } = connector;
      const last = (await this.#parts.lastUsedAt(id)) ?? numberIn(ours.get(`${SIGN_IN}${id}`), 'since') ?? now;
      return {
        kind: 'refresh-token-expires',
        key: `refresh-token-expires:${id}`,
        organizationId,
        connector: name,
        subject: name,
        what: 'refresh-token',
        words: `The sign-in of upstream ${name}, which lives for 90 days without use,`,
        expiresAt: last + REFRESH_TOKEN_LIFE_MS,
        cure: { act: 'use-or-renew-sign-in', name, codes: givesCodes(auth) },
      };
    };
    return Promise.all(delegated.map(expiryOf));
  }

  /** Those for whom a person has signed in: what has not begun does not run out. */
  async #signedIn(connectors: readonly OutboundConnector[]): Promise<readonly OutboundConnector[]> {
    const found: OutboundConnector[] = [];
    for (const connector of connectors)
      if (connector.auth?.kind === 'delegated' && (await this.#isThere(connector.auth.refreshSecret)))
        found.push(connector);
    return found;
  }

  async #isThere(secret: SecretName): Promise<boolean> {
    try {
      return (await this.#parts.readSecret?.(secret)) !== null;
    } catch (error) {
      // It is there, and does not open: an alarm of its own says so.
      if (error instanceof SealBroken) return true;
      throw error;
    }
  }

  /** Of the first certificate in a PEM file; null: it cannot be read. */
  async #endOf(file: string): Promise<number | null> {
    try {
      const end = new X509Certificate(await readNamedFile(file)).validToDate.getTime();
      this.#unreadable.delete(file);
      return end;
    } catch (error) {
      if (!this.#unreadable.has(file))
        this.#parts.log.warn(
          { file, error: error instanceof Error ? error.message : String(error) },
          'a certificate cannot be read: nobody will be warned before it expires',
        );
      this.#unreadable.add(file);
      return null;
    }
  }
}

/** Another version may have written it: it is looked at before it is believed. */
function numberIn(value: unknown, name: string): number | null {
  const found = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : null;
  return typeof found === 'number' && Number.isFinite(found) ? found : null;
}
