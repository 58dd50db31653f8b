/**
 * Words said in confidence are not repeated: some gateways quote the sign-in in a later refusal, and a refusal goes into trace, log and
 * report. Pure.
 */
import type { Reply } from '../../mail/reply.ts';

const INSTEAD = '[a secret of ours]';
/** Shorter ones would take honest words apart, and the gap would tell what they are. */
const SHORTEST = 4;

/** Every form in which the lines of a sign-in hold its secret: in clear, and as they stood on the wire. */
export function secretForms(password: string, lines: readonly string[]): readonly string[] {
  const forms = [password, Buffer.from(password).toString('base64'), ...lines].filter(
    (form) => form.length >= SHORTEST,
  );
  // The longest first, so that no part of one is left standing when another is taken out.
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
}

/** `text` without them. */
export function withoutSecrets(text: string, forms: readonly string[]): string {
  return forms.reduce((kept, form) => kept.replaceAll(form, INSTEAD), text);
}

export function replyWithoutSecrets(reply: Reply, forms: readonly string[]): Reply {
  if (!reply.lines.some((line) => forms.some((form) => line.includes(form)))) return reply;
  return { code: reply.code, enhanced: reply.enhanced, lines: reply.lines.map((line) => withoutSecrets(line, forms)) };
}
