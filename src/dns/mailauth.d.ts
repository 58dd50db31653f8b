/** The part of mailauth that is used here: its types are of the whole package, which would be loaded with all of it. */

type Ask = (name: string, type: string) => Promise<unknown[]>;

declare module 'mailauth/lib/spf/index.js' {
  export interface SpfAnswer {
    readonly status: { readonly result: string; readonly comment?: string | false };
    readonly domain: string;
    readonly rr?: string;
    readonly lookups?: { readonly count: number };
  }
  export function spf(options: {
    readonly sender: string;
    readonly ip: string;
    readonly helo: string;
    readonly mta: string;
    readonly strict: true;
    readonly maxElapsedTime?: number;
    readonly resolver: Ask;
  }): Promise<SpfAnswer>;
}

declare module 'mailauth/lib/dkim/dkim-verifier.js' {
  import type { Writable } from 'node:stream';

  export interface ParsedHeaders {
    readonly parsed: readonly { readonly key: string }[];
  }
  export interface Verified {
    /** Both absent: the message is not signed. */
    readonly signingDomain?: string;
    readonly selector?: string;
    readonly status: {
      readonly result: string;
      readonly comment?: string | false;
      readonly underSized?: number;
    };
    /** `l=` is given: octets of the body that may be covered, and how many there are. */
    readonly canonBodyLengthLimited?: boolean;
    readonly canonBodyLength?: number;
    readonly canonBodyLengthTotal?: number;
    /** ISO. */
    readonly signTime?: string | null;
  }
  export class DkimVerifier extends Writable {
    constructor(options: {
      readonly sender: string;
      readonly resolver: Ask;
      readonly strict: true;
      readonly minBitLength: number;
      readonly curTime: Date;
    });
    headers: ParsedHeaders | false;
    readonly results: readonly Verified[];
    readonly arc: object;
    messageHeaders(headers: ParsedHeaders): Promise<void>;
  }
}

declare module 'mailauth/lib/arc/index.js' {
  export function arc(
    data: object,
    options: { readonly resolver: Ask; readonly strict: true; readonly minBitLength: number; readonly ip: string },
  ): Promise<{
    readonly status: { readonly result: string };
    readonly signature?: { readonly signingDomain?: string };
  }>;
  /** The fields to put on top. */
  export function sealMessage(
    message: Buffer,
    seal: {
      readonly signingDomain: string;
      readonly selector: string;
      readonly privateKey: string;
      readonly authResults: string;
      readonly cv: string;
    },
  ): Promise<Buffer>;
}

declare module 'mailauth/lib/dmarc/index.js' {
  export interface DmarcAnswer {
    readonly status: { readonly result: string; readonly comment?: string | false };
    readonly policyDomain?: string;
    readonly policy?: string;
    readonly alignment?: { readonly spf: { readonly result?: string } };
    readonly error?: string;
  }
  export function evaluateDmarc(options: {
    readonly headerFrom: readonly string[];
    readonly fromFields: number;
    readonly spfDomains: readonly string[];
    readonly dkimDomains: readonly { readonly domain: string; readonly underSized?: number }[];
    readonly resolver: Ask;
    readonly strict: true;
  }): Promise<{ readonly response: DmarcAnswer | false; readonly dkimAligned?: ReadonlySet<string> }>;
}

declare module 'mailauth/lib/tools.js' {
  export function getAlignment(
    authorDomain: string,
    domains: readonly string[],
    strict: boolean,
  ): { readonly domain: string } | false | undefined;
  export function formatDomain(domain: string): string;
}

declare module 'mailauth/lib/dkim/verify.js' {
  export function dkimVerify(
    input: Buffer,
    options: { readonly resolver: (name: string, type: string) => Promise<unknown[]>; readonly strict?: boolean },
  ): Promise<{
    readonly results: readonly {
      readonly signingDomain: string | false;
      readonly selector?: string;
      readonly status: { readonly result: string; readonly comment?: string | false };
    }[];
  }>;
}
