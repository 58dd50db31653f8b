/**
 * What a disk held at any moment of a logged run: from the folder at its start and the log, the folder with exactly what had been synced
 * by then, or with some of the rest as well, as a real disk may have kept it.
 *
 * The rules are those of POSIX, strictly: a write lasts after a sync of its file that began after it (or when it wrote through), a name
 * after a sync of its directory. After a sync that failed, the data it should have synced never lasts by itself (Linux may drop the
 * pages, and the next sync says nothing of them).
 */
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { DiskLog } from './disk-log.ts';

/** What besides the synced survives: nothing; a random part, writes torn; or everything (a crash of the process alone). */
export type Survival = 'synced' | 'torn' | 'all';

interface Change {
  /** Place in the log. */
  readonly at: number;
  /** From this place in the log on it lasts. */
  lastsFrom: number;
}
interface DataChange extends Change {
  completedAt: number;
  offset: number;
  /** null: cut or grown to `offset`, or zeros from there. */
  data: Buffer | null;
  readonly kind: 'write' | 'truncate' | 'grow';
}
interface NameChange extends Change {
  readonly verb: 'set' | 'drop' | 'move';
  readonly path: string;
  readonly to: string;
  readonly node: Node | null;
}
interface Node {
  readonly directory: boolean;
  readonly base: Buffer;
  readonly mode: number;
  readonly changes: DataChange[];
  /** For files the data, for directories the names that no sync covers yet. */
  pending: (DataChange | NameChange)[];
}

/** A chance in [0, 1). */
export type Chance = () => number;

export class DiskHistory {
  readonly #root: string;
  readonly #log: DiskLog;
  readonly #start: ReadonlyMap<string, Node>;
  readonly #names: NameChange[] = [];

  /** `start`: a copy of the folder as it was before the run; `root`: the folder's real path in the run. */
  static async of(start: string, root: string, log: DiskLog): Promise<DiskHistory> {
    return new DiskHistory(await readFolder(start, root), root, log);
  }

  private constructor(start: ReadonlyMap<string, Node>, root: string, log: DiskLog) {
    this.#root = root;
    this.#log = log;
    this.#start = start;
    this.#follow();
  }

  get length(): number {
    return this.#log.events.length;
  }

  /** `monotonicMs` of a place in the log. */
  timeOf(place: number): number {
    return this.#log.times[Math.min(place, this.length - 1)] ?? 0;
  }

  /** The last place at or before a time. */
  placeAt(ms: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#log.times[middle] ?? 0) <= ms) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** Goes through the log once and finds from when on each change lasts. */
  #follow(): void {
    const names = new Map(this.#start);
    const open = new Map<number, Node>();
    const writes = new Map<number, { node: Node; change: DataChange }>();
    const syncs = new Map<number, { node: Node; covered: readonly (DataChange | NameChange)[] }>();
    const name = (change: NameChange): void => {
      this.#names.push(change);
      apply(names, change);
      names.get(dirname(change.verb === 'move' ? change.to : change.path))?.pending.push(change);
    };
    const data = (fd: number, change: DataChange): Node | null => {
      const node = open.get(fd);
      if (node === undefined || node.directory) return null;
      node.changes.push(change);
      node.pending.push(change);
      return node;
    };
    const never = Number.POSITIVE_INFINITY;
    for (const event of this.#log.events) {
      const { at } = event;
      switch (event.kind) {
        case 'open': {
          let node = names.get(event.path);
          if (node === undefined) {
            node = newNode(event.directory);
            name({ at, lastsFrom: never, verb: 'set', path: event.path, to: '', node });
          }
          open.set(event.fd, node);
          if (event.truncated)
            data(event.fd, { at, lastsFrom: never, completedAt: at, offset: 0, data: null, kind: 'truncate' });
          break;
        }
        case 'close':
          open.delete(event.fd);
          break;
        case 'write': {
          const { offset, data: octets } = event;
          const change: DataChange = { at, lastsFrom: never, completedAt: never, offset, data: octets, kind: 'write' };
          const node = data(event.fd, change);
          if (node !== null) writes.set(event.id, { node, change });
          break;
        }
        case 'written': {
          const found = writes.get(event.id);
          writes.delete(event.id);
          if (found === undefined) break;
          const { node, change } = found;
          change.data = change.data?.subarray(0, Math.max(0, event.result)) ?? null;
          change.offset = event.offset;
          change.completedAt = at;
          if (event.sync === 'through' && event.result >= 0) change.lastsFrom = at;
          if (event.sync !== 'none' || event.result < 0) node.pending = node.pending.filter((one) => one !== change);
          break;
        }
        case 'truncate':
          data(event.fd, { at, lastsFrom: never, completedAt: at, offset: event.length, data: null, kind: 'truncate' });
          break;
        case 'allocate':
          if ((event.mode & ~1) !== 0) throw new Error(`fallocate in mode ${event.mode} is not known here`);
          if (event.mode === 0)
            data(event.fd, {
              at,
              lastsFrom: never,
              completedAt: at,
              offset: event.offset + event.length,
              data: null,
              kind: 'grow',
            });
          break;
        case 'sync': {
          const node = open.get(event.fd);
          if (node === undefined) break;
          syncs.set(event.id, {
            node,
            covered: node.pending.filter((one) => !('completedAt' in one) || one.completedAt < at),
          });
          break;
        }
        case 'synced': {
          const found = syncs.get(event.id);
          syncs.delete(event.id);
          if (found === undefined) break;
          if (event.result === 0) for (const one of found.covered) one.lastsFrom = Math.min(one.lastsFrom, at);
          // Of a sync that failed, pages are given up; names are the file system's own, and wait for the next one.
          const gone = event.result === 0 || !found.node.directory ? found.covered : [];
          const covered = new Set(gone);
          found.node.pending = found.node.pending.filter((one) => !covered.has(one));
          break;
        }
        case 'unlink':
        case 'rmdir':
          name({ at, lastsFrom: never, verb: 'drop', path: event.path, to: '', node: null });
          break;
        case 'mkdir':
          name({ at, lastsFrom: never, verb: 'set', path: event.path, to: '', node: newNode(true) });
          break;
        case 'link':
          name({ at, lastsFrom: never, verb: 'set', path: event.to, to: '', node: names.get(event.path) ?? null });
          break;
        case 'rename':
          name({
            at,
            lastsFrom: never,
            verb: 'move',
            path: event.path,
            to: event.to,
            node: names.get(event.path) ?? null,
          });
          break;
        case 'symlink':
          throw new Error('a symbolic link in a data folder is not known here');
      }
    }
  }

  /** Makes the folder as it was after the event at `place`. */
  async build(place: number, folder: string, survival: Survival, chance: Chance): Promise<void> {
    const names = new Map(this.#start);
    const keepNames = chosenNames(this.#names, place, survival, chance);
    for (const change of keepNames) apply(names, change);
    for (const [path, node] of [...names].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      const target = join(folder, relative(this.#root, path));
      if (node.directory) await mkdir(target, { recursive: true });
      else if (names.get(dirname(path))?.directory === true) {
        await writeFile(target, contentOf(node, place, survival, chance));
        await chmod(target, node.mode);
      }
    }
  }
}

const newNode = (directory: boolean): Node => ({
  directory,
  base: Buffer.alloc(0),
  mode: 0o600,
  changes: [],
  pending: [],
});

/** Of the names that no sync had covered, each directory keeps those up to a random one: file systems keep their order. */
function chosenNames(
  all: readonly NameChange[],
  place: number,
  survival: Survival,
  chance: Chance,
): readonly NameChange[] {
  const past = all.filter((change) => change.at <= place);
  if (survival === 'all') return past;
  let kept = survival === 'torn' ? chance() * past.length : -1;
  if (survival === 'torn' && chance() < 0.5) kept = past.length;
  return past.filter((change, index) => change.lastsFrom <= place || index < kept);
}

function apply(names: Map<string, Node>, change: NameChange): void {
  if (change.verb === 'drop') names.delete(change.path);
  else if (change.node !== null) {
    names.delete(change.path);
    const target = change.verb === 'move' ? change.to : change.path;
    if (change.node.directory && change.verb === 'move')
      for (const [path, node] of names)
        if (path.startsWith(`${change.path}/`)) {
          names.delete(path);
          names.set(target + path.slice(change.path.length), node);
        }
    names.set(target, change.node);
  }
}

function contentOf(node: Node, place: number, survival: Survival, chance: Chance): Buffer {
  let octets = node.base;
  let length = octets.length;
  const room = (size: number): void => {
    if (size <= octets.length && octets !== node.base) return;
    const wider = Buffer.alloc(Math.max(size, octets.length, octets === node.base ? 0 : octets.length * 2));
    octets.copy(wider, 0, 0, length);
    octets = wider;
  };
  for (const change of node.changes) {
    if (change.at > place) continue;
    let data = change.data;
    if (change.lastsFrom > place && survival !== 'all') {
      if (survival === 'synced') continue;
      const dice = chance();
      if (dice < 0.4) continue;
      // Torn: only its beginning, to a sector or to any octet, reached the disk.
      if (dice < 0.6 && data !== null) data = data.subarray(0, torn(data.length, chance));
    }
    if (change.kind === 'write') {
      if (data === null || data.length === 0) continue;
      room(change.offset + data.length);
      data.copy(octets, change.offset);
      length = Math.max(length, change.offset + data.length);
    } else {
      room(change.offset);
      if (change.kind === 'truncate' && change.offset < length) octets.fill(0, change.offset, length);
      length = change.kind === 'truncate' ? change.offset : Math.max(length, change.offset);
    }
  }
  return octets.subarray(0, length);
}

function torn(length: number, chance: Chance): number {
  const octets = Math.floor(chance() * length);
  return chance() < 0.5 ? octets : octets - (octets % 512);
}

async function readFolder(folder: string, root: string): Promise<ReadonlyMap<string, Node>> {
  const names = new Map<string, Node>([[root, newNode(true)]]);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const source = join(entry.parentPath, entry.name);
    const path = join(root, relative(folder, source));
    if (entry.isDirectory()) names.set(path, newNode(true));
    else if (entry.isFile() && !entry.name.endsWith('-shm'))
      names.set(path, { ...newNode(false), base: await readFile(source), mode: (await stat(source)).mode & 0o777 });
  }
  return names;
}
