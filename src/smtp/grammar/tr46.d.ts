/** The package carries no types. Only what `domain.ts` and `address-pattern.ts` use. */
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
  /** `domain`: as far as it could be read, lower case. */
  export function toUnicode(domain: string, options?: Options): { readonly domain: string; readonly error: boolean };
}
