/** Writes `doorpost.yaml` for `doorpost init`: a new one with comments, or an existing one with only what was asked changed. Pure. */
import { own } from '../base/own.ts';
import { type Document, parseDocument } from 'yaml';
import { evaluationComment, settingsHead } from '../texts/en/files.ts';

/** The settings that init decides; absent: left as it is (or at its default). */
export interface ConfigFileValues {
  readonly hostName: string;
  readonly listeners?: Readonly<
    Record<string, { readonly port?: number; readonly addresses?: readonly string[]; readonly enabled?: boolean }>
  >;
  readonly httpPort?: number;
  readonly certificates?: readonly { readonly certificateFile: string; readonly keyFile: string }[];
  readonly egressAddresses?: readonly string[];
}

const COMMENTS: Readonly<Record<string, string>> = {
  mode: evaluationComment,
  hostName: ' The name the server greets with; it should resolve to this machine, and its address back to it.',
  listeners:
    ' Port 25: relay by connector and Direct Send. 587: submission with STARTTLS. 465: submission with implicit TLS.',
  http: ' Administration API, /metrics, /healthz: clear HTTP, so loopback only.',
  certificates: ' PEM, an RSA and/or an ECDSA pair; without any, a self-signed one is used. Replaced files: SIGHUP.',
  egressAddresses: ' Our addresses as the Internet sees them, for the SPF line.',
};

/** The new text. `existing` must be YAML without errors, or null. */
export function renderConfigFile(existing: string | null, values: ConfigFileValues): string {
  const document: Document =
    existing === null || existing.trim() === '' ? parseDocument('{}') : parseDocument(existing);
  if (document.contents === null) document.contents = document.createNode({}) as never;
  (document.contents as { flow?: boolean } | null)!.flow = false;

  const evaluated = document.get('mode') === 'evaluation';
  // Evaluation mode's own comment would now be wrong; an administrator's stays.
  if (existing === null || evaluated) {
    document.commentBefore = settingsHead;
    (document.contents as { commentBefore?: string | null } | null)!.commentBefore = null;
  }
  const put = (key: string, value: unknown): void => {
    const known = document.has(key);
    document.set(key, document.createNode(value));
    if (known && !evaluated) return;
    const pair = (document.contents as unknown as { items: { key: unknown }[] }).items.find(
      (item) => String(item.key) === key,
    );
    const comment = own(COMMENTS, key);
    if (!pair || comment === undefined) return;
    const node = document.createNode(key) as unknown as { commentBefore: string };
    node.commentBefore = comment;
    pair.key = node;
  };

  put('mode', 'production');
  put('hostName', values.hostName);
  for (const [name, listener] of Object.entries(values.listeners ?? {})) {
    if (!document.has('listeners')) put('listeners', {});
    for (const [key, value] of Object.entries(listener))
      document.setIn(['listeners', name, key], document.createNode(value));
  }
  if (values.httpPort !== undefined) {
    if (!document.has('http')) put('http', {});
    document.setIn(['http', 'port'], values.httpPort);
  }
  if (values.certificates !== undefined && values.certificates.length > 0) put('certificates', values.certificates);
  if (values.egressAddresses !== undefined && values.egressAddresses.length > 0)
    put('egressAddresses', values.egressAddresses);
  return document.toString({ lineWidth: 0 });
}
