/** One content converted or taken apart, in a thread of its own; what becomes of it is written to a file. The other end is `workshop.ts`. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { convertTo7bit } from '../convert-8bit.ts';
import { survey } from '../../transports/graph/parts.ts';
import { TooManyParts } from './part-splitter.ts';
import type { Made, Work } from './workshop.ts';

const { kind, file } = workerData as Work;
const port = parentPort;
if (port === null) throw new Error('not a worker');

let arrived: (Uint8Array | null)[] = [];
let wake = (): void => {};
port.on('message', (chunk: Uint8Array | null) => {
  arrived.push(chunk);
  wake();
});

/** From its beginning each time it is asked for. */
async function* content(): AsyncGenerator<Uint8Array> {
  arrived = [];
  port?.postMessage('from-the-beginning');
  for (;;) {
    while (arrived.length === 0)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    const chunk = arrived.shift();
    if (chunk === null || chunk === undefined) return;
    yield chunk;
    port?.postMessage('taken');
  }
}

const output = openSync(file, 'wx', 0o600);
let sizeBytes = 0;
const write = (octets: Buffer): void => {
  for (let at = 0; at < octets.byteLength; ) at += writeSync(output, octets, at);
  sizeBytes += octets.byteLength;
};

async function made(): Promise<Made> {
  if (kind === 'to-7bit') {
    const converted = await convertTo7bit(content, write, 'replace');
    return converted.ok ? { kind, sizeBytes, notes: converted.notes } : { kind: 'not-made', why: converted.why };
  }
  try {
    return { kind, sizeBytes, survey: await survey(content(), write) };
  } catch (error) {
    if (error instanceof TooManyParts) return { kind: 'not-made', why: 'it has too many or too large MIME parts' };
    throw error;
  }
}

const result = await made();
closeSync(output);
port.postMessage(result);
port.close();
