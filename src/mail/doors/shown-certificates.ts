/** The certificates of this server, for every room that speaks TLS. */
export interface ShownCertificates {
  /** PEM chains with their keys, as they are in force now: of one kind of key each. Throws before the doors for mail are open. */
  pairs(): readonly { readonly certificate: string; readonly key: string }[];
  /** Tells of each change. Returns what ends that. */
  follow(changed: () => void): () => void;
}
