/**
 * Exchange's `TlsSenderCertificateName`: a name (`*.contoso.com`), a subject (`CN=mail.contoso.com, O=...`), or issuer and subject
 * (`<I>CN=Some CA<S>CN=mail.contoso.com`). The name it is about; null: none.
 */
export function certificateNameOf(value: unknown): string | null {
  if (typeof value !== 'string' || value.trim() === '') return null;
  const issued = value.toUpperCase().indexOf('<S>');
  const subject = issued < 0 ? value : value.slice(issued + 3);
  const common = /(?:^|,\s*)CN=([^,]+)/iu.exec(subject)?.[1] ?? subject;
  const name = common.trim().toLowerCase();
  return /^(?:\*\.)?[a-z0-9.-]+$/u.test(name) ? name : null;
}
