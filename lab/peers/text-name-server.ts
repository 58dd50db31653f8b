/** A name server on loopback that knows TXT records and no other names: for programs that ask DNS themselves. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';

export interface TextNameServer extends AsyncDisposable {
  readonly port: number;
}

const TXT = 16;
const NXDOMAIN = 3;
/** RFC 1035 §3.3.14: a string has at most so many octets. */
const STRING_BYTES = 255;

/** @param records texts by their names, without the last dot. */
export async function startTextNameServer(records: Readonly<Record<string, string>>): Promise<TextNameServer> {
  const socket = createSocket('udp4');
  socket.on('message', (question, { port, address }) => socket.send(answerTo(question, records), port, address));
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    port: socket.address().port,
    async [Symbol.asyncDispose]() {
      socket.close();
      await once(socket, 'close');
    },
  };
}

/** The question as it came, and behind it the record; extensions are dropped. */
function answerTo(question: Buffer, records: Readonly<Record<string, string>>): Buffer {
  const labels: string[] = [];
  let at = 12;
  for (let length = question[at] ?? 0; length > 0; length = question[at] ?? 0) {
    labels.push(question.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  const end = at + 5;
  const text = records[labels.join('.').toLowerCase()];
  const isFound = text !== undefined && question.readUInt16BE(at + 1) === TXT;
  const head = Buffer.from(question.subarray(0, 12));
  head.writeUInt16BE(0x8580 | (text === undefined ? NXDOMAIN : 0), 2);
  head.writeUInt16BE(isFound ? 1 : 0, 6);
  head.writeUInt32BE(0, 8);
  return Buffer.concat([head, question.subarray(12, end), ...(isFound ? [recordOf(text)] : [])]);
}

/** Of the name that was asked for (a pointer to it), for a minute. */
function recordOf(text: string): Buffer {
  const strings: Buffer[] = [];
  for (let at = 0; at < text.length; at += STRING_BYTES) {
    const piece = Buffer.from(text.slice(at, at + STRING_BYTES), 'latin1');
    strings.push(Buffer.from([piece.length]), piece);
  }
  const data = Buffer.concat(strings);
  const fixed = Buffer.from([0xc0, 12, 0, TXT, 0, 1, 0, 0, 0, 60, 0, 0]);
  fixed.writeUInt16BE(data.length, 10);
  return Buffer.concat([fixed, data]);
}
