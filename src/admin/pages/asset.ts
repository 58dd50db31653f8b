/** One built file as a browser asks for it: packed where that was done at the build, in ranges, never from elsewhere. RFC 9110 §12.5.3, §14. */
import type { IncomingMessage } from 'node:http';
import { Negotiator } from '@fastify/accept-negotiator';
import { type FileSendResult, mime, send } from '@fastify/send';

const endings = { br: '.br', gzip: '.gz' } as const;
const YEAR = '365d';

const packing = new Negotiator({ supportedValues: Object.keys(endings) as (keyof typeof endings)[] });

export interface Asset extends Pick<FileSendResult, 'statusCode' | 'stream'> {
  readonly headers: Readonly<Record<string, string>>;
}

/** @param name below the folder, percent-encoded. null: there is no such file. */
export async function findAsset(request: IncomingMessage, name: string, folder: string): Promise<Asset | null> {
  const packed = packing.negotiate(String(request.headers['accept-encoding'] ?? ''));
  for (const encoding of packed === null ? [null] : [packed, null]) {
    const ending = encoding === null ? '' : endings[encoding];
    // Their names are hashes of what is in them.
    const found = await send(request, `/${name}${ending}`, {
      root: folder,
      maxAge: YEAR,
      immutable: true,
      index: false,
    });
    if (found.type !== 'file') continue;
    const { statusCode, stream } = found;
    const headers = { ...found.headers, vary: 'accept-encoding' };
    if (encoding === null) return { statusCode, stream, headers };
    const type = mime.getType(name) ?? 'application/octet-stream';
    return { statusCode, stream, headers: { ...headers, 'content-type': type, 'content-encoding': encoding } };
  }
  return null;
}
