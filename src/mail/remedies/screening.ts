/** To get mail through that screening stands against (`screening/disposition.ts`). */
export type ScreeningRemedy =
  /** Mail in the name of an own domain that nothing shows to be its own. */
  | { readonly act: 'authenticate-own-mail'; readonly domain: string; readonly address: string }
  | { readonly act: 'take-off-block-list'; readonly entry: string }
  | { readonly act: 'lift-restriction'; readonly of: 'sender' | 'connector' | 'address'; readonly who: string }
  /** Its address is on a DNS block list. */
  | { readonly act: 'get-off-dns-list'; readonly lookUp: string | null; readonly address: string }
  | { readonly act: 'greet-by-own-name' }
  | { readonly act: 'name-one-author' }
  | { readonly act: 'clean-machine'; readonly address: string }
  | { readonly act: 'send-file-otherwise' }
  /** DMARC of a domain that is not ours. */
  | { readonly act: 'tell-domain-owner'; readonly domain: string }
  | { readonly act: 'allow-author' }
  | { readonly act: 'mend-scanner' }
  | { readonly act: 'send-smaller' };
