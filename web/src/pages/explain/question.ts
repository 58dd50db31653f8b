/** A mail to be explained: as the form has it, as it stands in the address, and as the API is asked. */
import type { SaidTo } from '../../api/contracts.ts';
import { entriesOf } from '../../parts/entries.ts';
import type { Query } from '../../parts/url.ts';

/** Texts of fields. They stand in the address under the same names. */
export interface Draft {
  readonly from: string;
  readonly to: string;
  readonly ip: string;
  readonly tls: string;
  readonly login: string;
  readonly port: string;
  /** In bytes in the address, as others link to it; in MB in the form. */
  readonly size: string;
  readonly certificate: string;
  readonly helo: string;
  readonly headerFrom: string;
}

const FIELDS = ['from', 'to', 'ip', 'tls', 'login', 'port', 'size', 'certificate', 'helo', 'headerFrom'] as const;
/** Behind a fold, unless one of them is said. */
export const RARE = ['size', 'certificate', 'helo', 'headerFrom'] as const;
const MB = 1_000_000;

export const draftOf = (query: Query): Draft => {
  const said = Object.fromEntries(FIELDS.map((name) => [name, query[name] ?? ''])) as unknown as Draft;
  return { ...said, size: said.size === '' ? '' : String(Number(said.size) / MB) };
};

export const queryOf = (draft: Draft): Query =>
  Object.fromEntries(
    FIELDS.map((name) => {
      const text = draft[name].trim();
      if (text === '') return [name, undefined];
      return [name, name === 'size' ? String(Math.round(Number(text) * MB)) : text];
    }),
  );

export const recipientsOf = ({ to }: Draft): string[] => entriesOf(to);

/** The API looks closer. */
export const isIp = (text: string): boolean =>
  /^\d{1,3}(?:\.\d{1,3}){3}$/u.test(text) || (text.includes(':') && /^[\da-f:.]+$/iu.test(text));

/** The first field that is not ready; null: it can be asked. */
export function faultOf(draft: Draft): 'to' | 'ip' | 'size' | null {
  if (recipientsOf(draft).length === 0) return 'to';
  if (!isIp(draft.ip.trim())) return 'ip';
  return draft.size.trim() !== '' && !(Number(draft.size) >= 0) ? 'size' : null;
}

type Body = SaidTo<'POST /explain'>['body'];

const said = (text: string): string | undefined => text.trim() || undefined;

export const bodyOf = (draft: Draft): Body => ({
  from: draft.from.trim(),
  to: recipientsOf(draft),
  address: draft.ip.trim(),
  tls: draft.tls === '' ? undefined : draft.tls === 'yes',
  login: said(draft.login),
  listener: said(draft.port),
  sizeBytes: draft.size.trim() === '' ? undefined : Math.round(Number(draft.size) * MB),
  certificate: said(draft.certificate),
  helo: said(draft.helo),
  headerFrom: said(draft.headerFrom),
});
