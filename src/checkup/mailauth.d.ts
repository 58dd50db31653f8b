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
