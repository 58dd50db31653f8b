/**
 * Runs an opened house until it is told to stop: SIGTERM and SIGINT drain it, a second one ends it at once; SIGHUP takes new certificates, and
 * drains what runs in a terminal: there it says that the terminal was closed.
 *
 * Promises: resolves with the process's exit code after the store is closed (or given up); a signal is heard from before anybody is told that
 * the house is open.
 */
import { bounds } from '../../base/bounds.ts';
import type { Log } from '../../base/log.ts';
import type { House } from '../../house.ts';

/** A terminal and npm may both pass on the same Ctrl-C: what comes this soon after the first is the first. */
const SAME_SIGNAL_MS = 500;

/** The part of `process` that is listened to. */
export interface Signals {
  on(signal: NodeJS.Signals, listener: () => void): unknown;
  off(signal: NodeJS.Signals, listener: () => void): unknown;
}

export async function runUntilStopped(
  house: Pick<House, 'close' | 'lost' | 'reloadCertificates'>,
  log: Log,
  signals: Signals,
  monotonic: () => number,
  /** Says that it is open; who hears that may stop it at once. */
  announce: () => Promise<void> = async () => {},
  inTerminal = false,
): Promise<number> {
  let stoppingSince: number | null = null;
  const { promise: stopAsked, resolve: askStop } = Promise.withResolvers<void>();
  const { promise: forced, resolve: force } = Promise.withResolvers<number>();
  const stop = (): void => {
    const now = monotonic();
    if (stoppingSince === null) {
      stoppingSince = now;
      askStop();
    } else if (now - stoppingSince > SAME_SIGNAL_MS) {
      log.warn({}, 'stopping at once; what was being delivered is tried again at the next start');
      force(130);
    }
  };
  const reload = (): void => {
    house.reloadCertificates().then(
      () => log.info({}, 'certificates reloaded'),
      (error: unknown) => log.error({ error: String(error) }, 'certificates not reloaded; those in use stay'),
    );
  };
  signals.on('SIGTERM', stop);
  signals.on('SIGINT', stop);
  const hangUp = inTerminal ? stop : reload;
  signals.on('SIGHUP', hangUp);
  try {
    await announce();
    const lost = await Promise.race([stopAsked, house.lost]);
    if (lost !== undefined) {
      log.error({ reason: lost }, 'the store is gone; this process ends so that it can be started again');
      return 1;
    }
    log.info(
      { graceMs: bounds.cli.drain },
      'stopping: no new sessions; running ones may finish (again to stop at once)',
    );
    return await Promise.race([house.close(bounds.cli.drain).then(() => 0), forced]);
  } finally {
    signals.off('SIGTERM', stop);
    signals.off('SIGINT', stop);
    signals.off('SIGHUP', hangUp);
  }
}
