/** Writes `doorpost.yaml` for `doorpost init`: a new one with comments, or an existing one with only what was asked changed. Pure. */
import { own } from '../base/own.ts';
import { type Document, parseDocument, Scalar, YAMLMap } from 'yaml';
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
  egressAddresses: ' Your public addresses, as the Internet sees them, for the SPF line.',
};

/** The new text. `existing` must be YAML without errors, or null. */
export function renderConfigFile(existing: string | null, values: ConfigFileValues): string {
  const { document, contents } = blockOf(existing);
  const evaluated = document.get('mode') === 'evaluation';
  // Evaluation mode's own comment would now be wrong; an administrator's stays.
  if (existing === null || evaluated) {
    document.commentBefore = settingsHead;
    contents.commentBefore = null;
  }
  const put = (key: string, value: unknown): void => {
    const isThere = document.has(key);
    document.set(key, document.createNode(value));
    if (!isThere || evaluated) explain(contents, key);
  };
  const putIn = (group: string, names: readonly string[], value: unknown): void => {
    if (!document.has(group)) put(group, {});
    document.setIn([group, ...names], document.createNode(value));
  };
  const putSome = (key: string, some: readonly unknown[] = []): void => {
    if (some.length > 0) put(key, some);
  };

  put('mode', 'production');
  put('hostName', values.hostName);
  for (const [name, listener] of Object.entries(values.listeners ?? {}))
    for (const [key, value] of Object.entries(listener)) putIn('listeners', [name, key], value);
  if (values.httpPort !== undefined) putIn('http', ['port'], values.httpPort);
  putSome('certificates', values.certificates);
  putSome('egressAddresses', values.egressAddresses);
  return document.toString({ lineWidth: 0 });
}

/** Of block style: an empty one is written `{}` else. */
function blockOf(existing: string | null): { readonly document: Document<YAMLMap>; readonly contents: YAMLMap } {
  const document = parseDocument<YAMLMap>(existing === null || existing.trim() === '' ? '{}' : existing);
  const contents = document.contents ?? new YAMLMap();
  contents.flow = false;
  document.contents = contents;
  return { document, contents };
}

/** Puts our comment in front of a setting. */
function explain(contents: YAMLMap, key: string): void {
  const pair = contents.items.find((item) => String(item.key) === key);
  const comment = own(COMMENTS, key);
  if (pair === undefined || comment === undefined) return;
  const node = new Scalar(key);
  node.commentBefore = comment;
  pair.key = node;
}
