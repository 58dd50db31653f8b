import { z } from 'zod';
import { field } from '../fields/field.ts';
import { type FieldsOf, formsOf, type Owned } from '../fields/forms.ts';
import { domainName, selector } from '../fields/values.ts';

/** As the signature names them (RFC 6376 §3.3, RFC 8463 §3). */
export const dkimAlgorithms = ['rsa-sha256', 'ed25519-sha256'] as const;

/** `next`: made, and not used yet; `active`: mail is signed by it; `retired`: kept while mail that it signed is on its way. */
export const dkimKeyStates = ['next', 'active', 'retired'] as const;
export type DkimKeyState = (typeof dkimKeyStates)[number];

const shape = {
  domain: field(domainName, { help: 'the accepted domain whose mail it signs', column: 'DOMAIN' }),
  selector: field(selector, {
    help: 'names it below the domain; left out: made of the day',
    flag: '--selector <name>',
    column: 'SELECTOR',
  }),
  algorithm: field(z.enum(dkimAlgorithms), {
    help: 'rsa-sha256, which every verifier knows, or ed25519-sha256 beside it',
    standard: 'rsa-sha256',
    flag: '--algorithm <name>',
    column: 'ALGORITHM',
  }),
};
const forms = formsOf(shape);

/** A key stays what it is, and goes on to its next state: another one is another key. */
export const dkimKeyForms = {
  ...forms,
  create: forms.create.extend({ selector: shape.selector.optional() }),
  /** `next` is where it begins. */
  patch: z.strictObject({ state: z.enum(['active', 'retired']).optional() }),
  /** Of a file. */
  entry: z.strictObject({ domain: shape.domain, selector: shape.selector, algorithm: shape.algorithm.optional() }),
};

/** A key that signs mail of one domain (RFC 6376 §3.1). Its private half is sealed in the store, under `dkimSecret(id)`. */
export interface DkimKey extends Owned<'dkim-key'>, FieldsOf<typeof shape> {
  readonly state: DkimKeyState;
  /** Base64, as its record has it. */
  readonly publicKey: string;
  readonly createdAt: number;
  /** When it came into its state. */
  readonly since: number;
}
