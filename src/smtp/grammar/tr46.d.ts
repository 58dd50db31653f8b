/** The package carries no types. Only what `domain.ts` uses. */
declare module 'tr46' {
  interface Options {
    checkBidi?: boolean;
    checkHyphens?: boolean;
    checkJoiners?: boolean;
    useSTD3ASCIIRules?: boolean;
    verifyDNSLength?: boolean;
  }
  /** null: no valid domain name. */
  export function toASCII(domain: string, options?: Options): string | null;
}
