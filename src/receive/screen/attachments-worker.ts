/** The thread in which messages are looked through for the files that they carry, several at once. The other end is `attachments.ts`. */
import { type MessagePort, parentPort } from 'node:worker_threads';
import { AttachmentNames, blockedAttachment, blockedTypes } from '../../screening/attachments.ts';
import type { FromSearcher, ToSearcher } from './attachments.ts';

interface Work {
  readonly names: AttachmentNames;
  readonly types: ReadonlySet<string>;
}

function serve(port: MessagePort): void {
  const works = new Map<number, Work>();
  const say = (said: FromSearcher): void => port.postMessage(said);
  port.on('message', (said: ToSearcher) => {
    const { job } = said;
    if (said.kind === 'begin')
      return void works.set(job, { names: new AttachmentNames(), types: blockedTypes(said.types) });
    const work = works.get(job);
    if (work === undefined) return;
    if (said.kind === 'octets') {
      work.names.write(said.bytes);
      return say({ kind: 'taken', job });
    }
    works.delete(job);
    if (said.kind === 'end') say({ kind: 'found', job, name: blockedAttachment(work.names.end(), work.types) });
  });
}

if (parentPort === null) throw new Error('not a worker');
serve(parentPort);
