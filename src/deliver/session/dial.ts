/**
 * One TCP (or Unix socket) connection to exactly the address it was given: no name is looked up here, so what was checked is what is
 * connected to. Every way out within the deadline.
 */
import { bounds } from '../../base/bounds.ts';
import { connect, isIPv6, type Socket } from 'node:net';
import type { Clock } from '../../base/clock.ts';
import { say } from '../../texts/phrase.ts';
import { told, type Words } from '../../texts/told.ts';
import type { ToldLine } from '../../mail/lines/said.ts';

export type DialTarget =
  | { readonly kind: 'tcp'; readonly address: string; readonly port: number }
  | { readonly kind: 'unix'; readonly path: string };

export interface DialSetting {
  readonly clock: Clock;
  /** Source addresses, optional. */
  readonly bind: { readonly ipv4: string | null; readonly ipv6: string | null };
}

export type Dialled =
  | { readonly ok: true; readonly socket: Socket }
  | ({ readonly ok: false; readonly timedOut: boolean } & ToldLine);

export function dial(target: DialTarget, setting: DialSetting, signal: AbortSignal): Promise<Dialled> {
  if (signal.aborted) return Promise.resolve({ ok: false, ...told(say`given up`), timedOut: false });
  return new Promise((resolve) => {
    const socket = connect(target.kind === 'unix' ? { path: target.path } : tcpOptions(target, setting));
    socket.setNoDelay(true);
    const finish = (result: Dialled): void => {
      timer.cancel();
      signal.removeEventListener('abort', abort);
      socket.off('connect', connected);
      // The error listener stays in any case: an error must find one, also between two owners.
      if (!result.ok) socket.destroy();
      resolve(result);
    };
    const connected = (): void => finish({ ok: true, socket });
    const refused = (error: Error): void => finish({ ok: false, ...told(dialWords(error)), timedOut: false });
    const abort = (): void => finish({ ok: false, ...told(say`given up`), timedOut: false });
    const timer = setting.clock.timer(bounds.deliver.connect, () =>
      finish({ ok: false, ...told(say`no connection within ${bounds.deliver.connect / 1000} s`), timedOut: true }),
    );
    socket.once('connect', connected);
    socket.on('error', refused);
    signal.addEventListener('abort', abort, { once: true });
  });
}

function tcpOptions(target: Extract<DialTarget, { kind: 'tcp' }>, setting: DialSetting) {
  const local = isIPv6(target.address) ? setting.bind.ipv6 : setting.bind.ipv4;
  return {
    host: target.address,
    port: target.port,
    autoSelectFamily: false,
    ...(local === null ? {} : { localAddress: local }),
  };
}

/** The operating system's codes, in words an administrator acts on. */
export function dialWords(error: Error): Words {
  const code = 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ECONNREFUSED':
      return say`connection refused: nothing listens there`;
    case 'ETIMEDOUT':
      return say`connection timed out`;
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return say`no network route to it`;
    case 'ECONNRESET':
    case 'EPIPE':
      return say`connection reset`;
    case 'EADDRNOTAVAIL':
      return say`the source address set for outbound mail is not on this machine`;
    case 'ENOENT':
      return say`there is no such socket`;
    case 'EACCES':
      return say`no permission to connect`;
    default:
      return code || error.message;
  }
}

/** The same in a line of English. */
export const wordsOf = (error: Error): string => told(dialWords(error)).text;
