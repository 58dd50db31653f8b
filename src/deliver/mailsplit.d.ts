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
    readonly headers: {
      hasHeader(name: string): boolean;
      /** Replaces in place; a field that is not there goes on top. */
      update(name: string, value: string): void;
      /** At that place among the fields; beyond the last: at the end. */
      add(name: string, value: string, index: number): void;
      /** The fields as they are, folding included, one character per octet. To be changed in place, with `changed` set. */
      getList(): { line: string }[];
      changed: boolean;
      /** Decoded; empty where there is none. */
      getFirst(name: string): string;
    };
    /** The message itself has none. */
    readonly parentNode?: MimeNode | false | null;
    /** It is message/rfc822, and the message in it is split like the one around it. */
    readonly messageNode?: boolean;
    getHeaders(): Buffer;
    readonly charset?: string | false;
    /** Lower case. */
    readonly disposition?: string | false;
    /** Decoded. */
    readonly filename?: string | false;
    getDecoder(): Transform;
    /** Sets Content-Transfer-Encoding. */
    getEncoder(encoding: string): Transform;
  }

  export type SplitterChunk =
    | MimeNode
    | { readonly type: 'body' | 'data'; readonly node: MimeNode; readonly value?: Buffer };

  export class Splitter extends Transform {
    constructor(options?: {
      maxHeadSize?: number;
      maxChildNodes?: number;
      defaultInlineEmbedded?: boolean;
      ignoreEmbedded?: boolean;
    });
  }
  export class Joiner extends Transform {}
}
