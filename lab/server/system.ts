/** A mail system under measurement: accepts on `port`, relays everything to the sink. */
export interface MailSystem {
  readonly name: string;
  readonly port: number;
  /** The process whose tree is charged. */
  readonly pid: number;
  stop(): Promise<void>;
}
