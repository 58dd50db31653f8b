import { z } from 'zod';
import { field } from '../fields/field.ts';
import { type FieldsOf, formsOf, type Owned } from '../fields/forms.ts';
import { domainName } from '../fields/values.ts';

const name = field(domainName, { help: 'the domain, as lower-case A-label', column: 'NAME' });
/** internal-relay: recipients we do not know go on by an outbound connector or MX. */
const type = field(z.enum(['authoritative', 'internal-relay']), {
  help: 'authoritative, or internal-relay: unknown recipients go on by an outbound connector',
  standard: 'authoritative',
  flag: '--type <type>',
  column: 'TYPE',
});

/** A domain keeps its name: another one is another domain. */
export const domainForms = { ...formsOf({ name, type }), patch: formsOf({ type }).patch };

/** Its name is unique over all organizations once verified. */
export interface AcceptedDomain extends Owned<'domain'>, FieldsOf<typeof domainForms.shape> {
  /** `doorpost-verification=...`: to be published as TXT, or as the label of an MX. */
  readonly verificationToken: string;
  readonly verified: null | { readonly at: number; readonly method: 'txt' | 'mx' | 'trusted' | 'evaluation' };
}
