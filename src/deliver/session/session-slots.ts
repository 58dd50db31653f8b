/**
 * How many sessions one host is asked for at once: mail hosts of strangers by their address, however many names lead to it; next hops that an
 * administrator named by what makes their sessions theirs. A host that has said nothing yet is asked by few, and is given less patience;
 * who finds it full waits in line for a while, without a place of the queue.
 */
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';

const MINUTE = 60_000;

interface Host {
  inside: number;
  /** It greeted us and answered EHLO, and has not been silent since. */
  isHeard: boolean;
  /** Times in a row that it let us wait in vain. */
  silences: number;
  readonly line: ((isGranted: boolean) => void)[];
}

export interface Slot {
  /** Tells what became of opening a session; called once, or not at all where a kept one was used. */
  opened(how: 'heard' | 'silent' | 'other'): void;
  leave(): void;
}

export class SessionSlots {
  readonly #clock: Clock;
  /** Hosts with sessions now, or that were silent or heard lately; the one used last at the end. */
  readonly #hosts = new Map<string, Host>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** null: no room in time. */
  enter(name: string, signal: AbortSignal): Slot | null | Promise<Slot | null> {
    const host = this.#host(name);
    if (host.line.length === 0 && host.inside < mostInside(host)) return this.#inside(host);
    if (signal.aborted || host.line.length >= bounds.deliver.sessionLine) return null;
    return this.#wait(host, signal);
  }

  /** How long a host that has said nothing yet is listened to: longer each time, up to what RFC 5321 §4.5.3.2.1 asks for. */
  patienceMs(name: string): number {
    const { isHeard, silences } = this.#host(name);
    return isHeard ? Number.POSITIVE_INFINITY : (silences + 1) * MINUTE;
  }

  isSilent(name: string): boolean {
    return !this.#host(name).isHeard;
  }

  #host(name: string): Host {
    const host = this.#hosts.get(name) ?? { inside: 0, isHeard: false, silences: 0, line: [] };
    this.#hosts.delete(name);
    this.#hosts.set(name, host);
    if (this.#hosts.size > bounds.deliver.hostsKept)
      for (const [other, { inside }] of this.#hosts) {
        if (inside > 0) continue;
        this.#hosts.delete(other);
        break;
      }
    return host;
  }

  #inside(host: Host): Slot {
    host.inside += 1;
    let isLeft = false;
    return {
      opened: (how) => {
        if (how === 'other') return;
        host.isHeard = how === 'heard';
        host.silences = how === 'heard' ? 0 : host.silences + 1;
        this.#letIn(host);
      },
      leave: () => {
        if (isLeft) return;
        isLeft = true;
        host.inside -= 1;
        this.#letIn(host);
      },
    };
  }

  #letIn(host: Host): void {
    for (let free = mostInside(host) - host.inside; free > 0; free--) host.line.shift()?.(true);
  }

  #wait(host: Host, signal: AbortSignal): Promise<Slot | null> {
    const { promise, resolve } = Promise.withResolvers<Slot | null>();
    const answer = (isGranted: boolean): void => {
      timer.cancel();
      signal.removeEventListener('abort', giveUp);
      resolve(isGranted ? this.#inside(host) : null);
    };
    const giveUp = (): void => {
      const at = host.line.indexOf(answer);
      if (at < 0) return;
      host.line.splice(at, 1);
      answer(false);
    };
    const timer = this.#clock.timer(bounds.deliver.sessionWait, giveUp);
    signal.addEventListener('abort', giveUp, { once: true });
    host.line.push(answer);
    return promise;
  }
}

const mostInside = ({ isHeard }: Host): number =>
  isHeard ? bounds.deliver.sessionsPerHost : bounds.deliver.sessionsUnheard;
