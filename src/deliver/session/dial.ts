/**
 * One TCP (or Unix socket) connection to exactly the address it was given: no name is looked up here, so what was checked is what is
 * connected to. Every way out within the deadline.
 */
import { bounds } from '../../base/bounds.ts';
import { connect, isIPv6, type Socket } from 'node:net';
import type { Clock } from '../../base/clock.ts';

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
  | { readonly ok: false; readonly text: string; readonly timedOut: boolean };

export function dial(target: DialTarget, setting: DialSetting, signal: AbortSignal): Promise<Dialled> {
  if (signal.aborted) return Promise.resolve({ ok: false, text: 'given up', timedOut: false });
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
    const refused = (error: Error): void => finish({ ok: false, text: wordsOf(error), timedOut: false });
    const abort = (): void => finish({ ok: false, text: 'given up', timedOut: false });
    const timer = setting.clock.timer(bounds.deliver.connect, () =>
      finish({ ok: false, text: `no connection within ${bounds.deliver.connect / 1000} s`, timedOut: true }),
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
export function wordsOf(error: Error): string {
  const code = 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ECONNREFUSED':
      return 'connection refused: nothing listens there';
    case 'ETIMEDOUT':
      return 'connection timed out';
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'no network route to it';
    case 'ECONNRESET':
    case 'EPIPE':
      return 'connection reset';
    case 'EADDRNOTAVAIL':
      return 'the source address set for outbound mail is not on this machine';
    case 'ENOENT':
      return 'there is no such socket';
    case 'EACCES':
      return 'no permission to connect';
    default:
      return code || error.message;
  }
}
