/** A disk that can be watched and broken: builds shim.c, gives a server the environment that loads it, and orders its faults. */
import { execFile } from 'node:child_process';
import { closeSync, openSync, readSync, writeFileSync, writeSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const COMPILE_MS = 60_000;

/** The slots of `struct control` in shim.c, in order; 8 octets each. */
const slots = [
  'mask',
  'countdown',
  'times',
  'error',
  'stall',
  'lie',
  'writes',
  'syncs',
  'names',
  'stalled',
  'failed',
] as const;
type Slot = (typeof slots)[number];

/** What can be made to fail: writes (truncating and allocating, too), syncs (a write through is both), and making or renaming of names. */
const classes = { write: 1, sync: 2, name: 4 } as const;
export type OperationClass = keyof typeof classes;

export interface Disk extends Disposable {
  /** For the server's process. */
  readonly environment: Readonly<Record<string, string>>;
  /** The `nth` operation of these classes from now (1: the next) fails, and `times` in a row; -1: until taken back. */
  fail(order: {
    readonly classes: readonly OperationClass[];
    readonly nth: number;
    readonly times?: number;
    readonly error: 'EIO' | 'ENOSPC';
  }): void;
  /** Takes the order back; returns how many failures were made since it was given. */
  heal(): number;
  /** Whether syncs hang from now on. Those that hang go on when it is taken back. */
  stall(on: boolean): void;
  /** Whether syncs do nothing and say they did: the break that a proof has to notice. */
  lie(on: boolean): void;
  /** Operations seen, and syncs that hang now. */
  seen(): Readonly<Record<'writes' | 'syncs' | 'names' | 'stalled', number>>;
}

/** Compiles the shim into the folder; a sentence when this machine cannot. */
export async function buildShim(folder: string): Promise<{ readonly library: string } | { readonly missing: string }> {
  if (process.platform !== 'linux') return { missing: 'a disk can be watched on Linux only (LD_PRELOAD)' };
  const library = join(folder, 'shim.so');
  const source = fileURLToPath(new URL('shim.c', import.meta.url));
  try {
    await run('cc', ['-shared', '-fPIC', '-O2', '-o', library, source, '-ldl', '-lpthread'], { timeout: COMPILE_MS });
    return { library };
  } catch (error) {
    return { missing: `no C compiler (cc): ${String(error).split('\n')[0]}` };
  }
}

/** `root`: what is watched. `log` null: not logged, only broken on order. */
export function createDisk(given: {
  readonly library: string;
  readonly root: string;
  readonly log: string | null;
  readonly control: string;
}): Disk {
  writeFileSync(given.control, Buffer.alloc(slots.length * 8));
  const file = openSync(given.control, 'r+');
  const set = (slot: Slot, value: number): void => {
    const octets = Buffer.alloc(8);
    octets.writeBigInt64LE(BigInt(value));
    writeSync(file, octets, 0, 8, slots.indexOf(slot) * 8);
  };
  const get = (slot: Slot): number => {
    const octets = Buffer.alloc(8);
    readSync(file, octets, 0, 8, slots.indexOf(slot) * 8);
    return Number(octets.readBigInt64LE());
  };
  let failedBefore = 0;
  return {
    environment: {
      LD_PRELOAD: given.library,
      DISK_ROOT: given.root,
      DISK_LOG: given.log ?? '',
      DISK_CONTROL: given.control,
      UV_USE_IO_URING: '0',
    },
    fail({ classes: wanted, nth, times = 1, error }) {
      failedBefore = get('failed');
      set('countdown', 0);
      set('error', constants.errno[error]);
      set('times', times);
      set(
        'mask',
        wanted.reduce((mask, name) => mask | classes[name], 0),
      );
      set('countdown', nth);
    },
    heal() {
      set('countdown', 0);
      set('mask', 0);
      return get('failed') - failedBefore;
    },
    stall: (on) => set('stall', on ? 1 : 0),
    lie: (on) => set('lie', on ? 1 : 0),
    seen: () => ({ writes: get('writes'), syncs: get('syncs'), names: get('names'), stalled: get('stalled') }),
    [Symbol.dispose]: () => closeSync(file),
  };
}
