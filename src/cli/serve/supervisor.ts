/**
 * Tells systemd that the server is open, and from then on that its event loop turns (Type=notify, WatchdogSec=). systemd listens on a
 * datagram socket in the file system, which Node cannot write to: `systemd-notify` writes. A shell runs it, started once: to fork this
 * process for each word would hold up its sockets for milliseconds. Promises: never throws and never waits; does nothing where nobody
 * asked for it; the shell ends with this process. `sd_notify(3)` names the words.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Clock, Timer } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';

const SPEAKER = 'while read -r word; do systemd-notify "$word" || exit; done';

export class Supervisor implements Disposable {
  readonly #env: Readonly<Record<string, string | undefined>>;
  readonly #pid: number;
  readonly #clock: Clock;
  readonly #log: Log;
  #speaker: ChildProcess | null = null;
  #timer: Timer | null = null;
  #complained = false;
  #closed = false;

  constructor(
    env: Readonly<Record<string, string | undefined>>,
    { pid, clock, log }: { readonly pid: number; readonly clock: Clock; readonly log: Log },
  ) {
    this.#env = env;
    this.#pid = pid;
    this.#clock = clock;
    this.#log = log;
  }

  /** The server is open. */
  ready(): void {
    if ((this.#env['NOTIFY_SOCKET'] ?? '') === '') return;
    this.#say('READY=1');
    const grantedMs = Number(this.#env['WATCHDOG_USEC'] ?? 0) / 1_000;
    const forUs = (this.#env['WATCHDOG_PID'] ?? String(this.#pid)) === String(this.#pid);
    if (grantedMs > 0 && forUs) this.#watch(grantedMs / 2);
  }

  #watch(everyMs: number): void {
    this.#timer = this.#clock.timer(everyMs, () => {
      this.#say('WATCHDOG=1');
      this.#watch(everyMs);
    });
  }

  #say(word: string): void {
    if (this.#closed) return;
    this.#speaker ??= this.#started();
    this.#speaker.stdin?.write(`${word}\n`);
  }

  #started(): ChildProcess {
    const speaker = spawn('/bin/sh', ['-c', SPEAKER], { stdio: ['pipe', 'ignore', 'ignore'] });
    // The next word starts another.
    const gone = (): void => {
      if (this.#speaker !== speaker) return;
      this.#speaker = null;
      if (this.#closed || this.#complained) return;
      this.#complained = true;
      this.#log.warn({}, 'systemd is not told that this server is open: `systemd-notify` is missing or does not work');
    };
    speaker.once('error', gone);
    speaker.once('exit', gone);
    speaker.stdin?.on('error', () => {});
    speaker.unref();
    return speaker;
  }

  [Symbol.dispose](): void {
    this.#closed = true;
    this.#timer?.cancel();
    this.#speaker?.stdin?.end();
  }
}
