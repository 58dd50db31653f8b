/** One content converted or taken apart, in a thread of its own; what becomes of it is written to a file. The other end is `workshop.ts`. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { convertTo7bit } from '../convert-8bit.ts';
import { survey } from '../../transports/graph/parts.ts';
import { TooManyParts } from './part-splitter.ts';
import type { Made, Work } from './workshop.ts';
import { line } from '../../../mail/lines/said.ts';

/** The content as the other thread sends it: a chunk for each that was taken, null at its end. */
class Content {
  readonly #port: MessagePort;
  #arrived: (Uint8Array | null)[] = [];
  #wake = (): void => {};

  constructor(port: MessagePort) {
    this.#port = port;
    port.on('message', (chunk: Uint8Array | null) => {
      this.#arrived.push(chunk);
      this.#wake();
    });
  }

  /** From its beginning each time it is asked for. */
  async *read(): AsyncGenerator<Uint8Array> {
    this.#arrived = [];
    this.#port.postMessage('from-the-beginning');
    for (;;) {
      while (this.#arrived.length === 0)
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      const chunk = this.#arrived.shift();
      if (chunk === null || chunk === undefined) return;
      yield chunk;
      this.#port.postMessage('taken');
    }
  }
}

/** The file that what is made goes to. */
class Output {
  readonly #file: number;
  sizeBytes = 0;

  constructor(file: string) {
    this.#file = openSync(file, 'wx', 0o600);
  }

  readonly write = (octets: Buffer): void => {
    for (let at = 0; at < octets.byteLength; ) at += writeSync(this.#file, octets, at);
    this.sizeBytes += octets.byteLength;
  };

  close(): void {
    closeSync(this.#file);
  }
}

async function make(kind: Work['kind'], content: Content, output: Output): Promise<Made> {
  if (kind === 'to-7bit') {
    const converted = await convertTo7bit(() => content.read(), output.write, 'replace');
    if (!converted.ok) return { kind: 'not-made', why: converted.why };
    return { kind, sizeBytes: output.sizeBytes, notes: converted.notes };
  }
  try {
    const found = await survey(content.read(), output.write);
    return { kind, sizeBytes: output.sizeBytes, survey: found };
  } catch (error) {
    if (error instanceof TooManyParts) return { kind: 'not-made', why: line`it has too many or too large MIME parts` };
    throw error;
  }
}

async function work(port: MessagePort, { kind, file }: Work): Promise<void> {
  const content = new Content(port);
  const output = new Output(file);
  const made = await make(kind, content, output);
  output.close();
  port.postMessage(made);
  port.close();
}

if (parentPort === null) throw new Error('not a worker');
await work(parentPort, workerData as Work);
