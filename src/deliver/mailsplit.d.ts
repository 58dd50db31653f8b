/** The part of mailsplit that is used here; the package brings no types. */
declare module 'mailsplit' {
  import type { Transform } from 'node:stream';

  export interface MimeNode {
    readonly type: 'node';
    readonly value?: undefined;
    /** Subtype of a multipart, or false. */
    readonly multipart: string | false;
    readonly contentType: string | false;
    /** Lower case; empty when the header names none. */
    readonly encoding: string | false;
    readonly headers: { hasHeader(name: string): boolean; update(name: string, value: string): void };
    getHeaders(): Buffer;
    /** Sets Content-Transfer-Encoding. */
    getEncoder(encoding: string): Transform;
  }

  export type SplitterChunk =
    | MimeNode
    | { readonly type: 'body' | 'data'; readonly node: MimeNode; readonly value?: Buffer };

  export class Splitter extends Transform {
    constructor(options?: { maxHeadSize?: number; maxChildNodes?: number });
  }
  export class Joiner extends Transform {}
}
