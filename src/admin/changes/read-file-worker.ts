/** One large organization file, read in a thread of its own: entry by entry as they are asked for, or whole where its layout wants that. */
import { type MessagePort, parentPort } from 'node:worker_threads';
import { inflateRawSync } from 'node:zlib';
import { bounds } from '../../base/bounds.ts';
import { readOrganizationFile } from '../../directory/file/organization-file.ts';
import { type FileAction, type PiecesEnd, readPieces, actionsOf } from '../../directory/file/organization-pieces.ts';

/** A file's octets in pieces, each deflated by itself: text of this kind takes a tenth of its room. */
export interface PackedFile {
  readonly pieces: readonly Uint8Array[];
  /** Of the file itself, octets. */
  readonly length: number;
}

/** The first one. */
interface BeginOrder {
  readonly kind: 'begin';
  readonly file: PackedFile;
  readonly whole: boolean;
}
export type ReadOrder = BeginOrder | { readonly kind: 'next' };

export type ReadEnd = PiecesEnd | { readonly kind: 'too-large' } | { readonly kind: 'not-utf8' };
export interface ReadAnswer {
  readonly actions: readonly FileAction[];
  /** Set with the last actions. */
  readonly end: ReadEnd | null;
}

/** Actions that go over together: a millisecond on the other side. */
const AT_ONCE = 100;

function* texts({ pieces }: PackedFile): Generator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (const piece of pieces) yield decoder.decode(inflateRawSync(piece), { stream: true });
  yield decoder.decode();
}

function* lines(file: PackedFile): Generator<string> {
  let rest = '';
  for (const text of texts(file)) {
    const whole = (rest + text).split('\n');
    rest = whole.pop() ?? '';
    yield* whole;
  }
  yield rest;
}

function* readWhole(packed: PackedFile): Generator<FileAction, ReadEnd> {
  if (packed.length > bounds.admin.fileReadWhole) return { kind: 'too-large' };
  const read = readOrganizationFile([...texts(packed)].join(''));
  if ('problems' in read) return { kind: 'problems', problems: read.problems };
  yield* actionsOf(read.file);
  return { kind: 'read' };
}

function next(reading: Iterator<FileAction, ReadEnd>): ReadAnswer {
  const actions: FileAction[] = [];
  try {
    while (actions.length < AT_ONCE) {
      const { done, value } = reading.next();
      if (done) return { actions, end: value };
      actions.push(value);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
      return { actions, end: { kind: 'not-utf8' } };
    throw error;
  }
  return { actions, end: null };
}

/** One file, then no other: the thread ends with it. */
function serve(port: MessagePort): void {
  port.once('message', ({ file, whole }: BeginOrder) => {
    const reading = whole ? readWhole(file) : readPieces(lines(file));
    port.on('message', () => port.postMessage(next(reading)));
  });
}

if (parentPort !== null) serve(parentPort);
