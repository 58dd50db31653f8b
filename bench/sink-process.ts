/**
 * A sink that is never the limit: takes everything, finds the end of content by searching whole chunks, keeps nothing. A process of its own,
 * spoken to over node's channel: it says its port once, then how many messages have come, as they come.
 */
import { createServer, type AddressInfo, type Socket } from 'node:net';

const END = Buffer.from('\r\n.\r\n');
const TELL_MS = 5;
const CONTENT = Symbol('content');

let messages = 0;
let told = 0;

function serve(socket: Socket): void {
  let state: 'command' | typeof CONTENT = 'command';
  let rest: Buffer = Buffer.alloc(0);
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.write('220 sink.bench.test ESMTP\r\n');
  socket.on('data', (chunk: Buffer) => {
    let replies = '';
    let octets = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (;;) {
      if (state === CONTENT) {
        const end = octets.indexOf(END);
        if (end < 0) {
          // The end may be cut in two: only its length less one is looked at again.
          rest = Buffer.from(octets.subarray(Math.max(0, octets.length - END.length + 1)));
          break;
        }
        messages++;
        replies += '250 2.0.0 taken\r\n';
        state = 'command';
        octets = octets.subarray(end + END.length);
        continue;
      }
      const end = octets.indexOf('\r\n');
      if (end < 0) {
        rest = Buffer.from(octets);
        break;
      }
      const verb = octets.toString('latin1', 0, Math.min(4, end)).toUpperCase();
      octets = octets.subarray(end + 2);
      if (verb === 'EHLO') replies += '250-sink.bench.test\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 104857600\r\n';
      else if (verb === 'DATA') {
        replies += '354 go on\r\n';
        // A line end before the content, so that a lone dot ends content that is empty.
        octets = Buffer.concat([Buffer.from('\r\n'), octets]);
        state = CONTENT;
      } else if (verb === 'QUIT') {
        socket.end(`${replies}221 2.0.0 bye\r\n`);
        return;
      } else replies += '250 2.0.0 ok\r\n';
    }
    if (replies !== '') socket.write(replies);
  });
}

const server = createServer(serve);
server.listen(0, '127.0.0.1', 1_024, () => process.send?.({ port: (server.address() as AddressInfo).port }));
setInterval(() => {
  if (messages === told) return;
  told = messages;
  process.send?.({ messages });
}, TELL_MS);
process.on('disconnect', () => process.exit(0));
