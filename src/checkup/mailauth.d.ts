/** The part of mailauth that is used here: its types are of the whole package, which would be loaded with all of it. */
declare module 'mailauth/lib/spf/index.js' {
  export function spf(options: {
    readonly sender: string;
    readonly ip: string;
    readonly helo: string;
    readonly mta: string;
    readonly maxElapsedTime: number;
    readonly resolver: (name: string, type: string) => Promise<unknown[]>;
  }): Promise<{
    readonly status: { readonly result: string; readonly comment?: string | false };
    readonly rr?: string;
    readonly lookups?: { readonly count: number };
  }>;
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
