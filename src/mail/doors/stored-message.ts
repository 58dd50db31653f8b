/** Mail that arrived here, as the delivery room reads it for an administrator. */

export interface ListedMessage {
  readonly id: string;
  /** `INBOX`, `Junk`, `Sent`, `A.B`. */
  readonly folder: string;
  /** When it was delivered, ms. */
  readonly at: number;
  readonly from: string;
  readonly subject: string;
  readonly sizeBytes: number;
  readonly seen: boolean;
}

export interface ReadMessage {
  readonly id: string;
  readonly folder: string;
  readonly at: number;
  readonly sizeBytes: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly text: string;
  readonly html: string | null;
  readonly attachments: readonly { readonly filename: string; readonly type: string; readonly sizeBytes: number }[];
  /** False when only the first part of a very large message was looked at. */
  readonly complete: boolean;
}

/** A message that nobody has got yet, as far as a preview shows it. */
export interface Preview extends Pick<ReadMessage, 'headers' | 'text' | 'html' | 'attachments' | 'complete'> {
  /** The beginning as it stands, an octet a character. */
  readonly source: string;
}
