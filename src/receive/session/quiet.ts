/** Watches a session for the case that it ends without mail and without a refusal. Costs a session two marks. */
import type { ListenerSettings } from '../../config/settings.ts';
import { matchingConnectors } from '../../policy/ingress/connector-match.ts';
import { noMailOf } from '../../policy/reasons/no-mail.ts';
import { isInDeviceNetwork } from '../../policy/devices/sightings.ts';
import type { DialogueEvent } from '../../smtp/server/dialogue-events.ts';
import type { Session } from './session.ts';
import type { Quiet, SessionLog } from '../record/session-record.ts';
import type { RoomParts } from '../room-parts.ts';

export class QuietWatch {
  readonly #around: RoomParts;
  readonly #listener: ListenerSettings;
  readonly #log: SessionLog;
  #proxySilent = false;
  #hungUpInTls = false;
  #spoke = false;
  /** EHLO or HELO was taken since TLS, if it came, began the conversation anew. */
  #hello = false;

  constructor(around: RoomParts, listener: ListenerSettings, log: SessionLog) {
    this.#around = around;
    this.#listener = listener;
    this.#log = log;
  }

  /** In the middle of a handshake, when it had seen our certificate. */
  hungUpInTls(): true {
    this.#hungUpInTls = true;
    return true;
  }

  /** A listed proxy gave no header. @param how the session ends. */
  unproxied(how: string): string {
    this.#proxySilent = true;
    return how;
  }

  heard({ type }: DialogueEvent): void {
    if (type === 'connect') return;
    this.#spoke = true;
    if (type === 'hello') this.#hello = true;
    else if (type === 'starttls') this.#hello = false;
  }

  /** @param session null: it did not get as far as the greeting. */
  end(session: Session | null, timedOut: boolean): Quiet {
    const { tls, clientAddress, login, deviceId, began } = this.#log;
    const view = this.#around.directory.current;
    const noMail = noMailOf({
      role: this.#listener.role,
      proxySilent: this.#proxySilent,
      hungUpInTls: this.#hungUpInTls,
      timedOut,
      greeted: session !== null,
      spoke: this.#spoke,
      hello: this.#hello,
      tls: tls !== null,
      signInOffered: (session?.dialogueSettings().authAnnounced.length ?? 0) > 0,
      // A sign-in that failed would have been a refusal.
      signedIn: login !== null,
      begun: session?.transaction?.hasContent ? 'content' : began ? 'envelope' : null,
    });
    const isKnown =
      deviceId !== null ||
      isInDeviceNetwork(view, clientAddress) ||
      matchingConnectors(view, { address: clientAddress, certificate: null, tls: tls !== null }).length > 0;
    return { noMail, isKnown, organizationId: this.#log.whose(null) };
  }
}
