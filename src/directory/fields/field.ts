/**
 * A field of an object, said once: its form, and in zod's registry what is known of it beside. Types, forms, defaults, options of the command
 * line, columns and the reference are made from these.
 */
import { z } from 'zod';

export interface FieldFacts {
  /** For people, in one line and without a full stop: the help of the option, the reference. */
  readonly help: string;
  /** Of a new object. Absent: somebody has to say it. */
  readonly standard?: unknown;
  /** The release that brought it. Objects stored before have no such field: the default stands in for it. */
  readonly since?: `${number}.${number}.${number}`;
  /** Stands in for it in objects stored before, where that is not the default: a release never begins to refuse what was taken before. */
  readonly before?: unknown;
  /**
   * Option of the command line, `--require-tls <on|off>`: what stands in the brackets says how it is read. Absent: the field is not said there,
   * or by options of the command's own.
   */
  readonly flag?: string;
  /** Name of its column in tables that are exported and imported. Absent: it is not in them. */
  readonly cell?: string;
  /** Of a field with several values, none of which holds blanks, commas or bars: those part them too, beside `;`. */
  readonly cellAtBlanks?: true;
  /** Blanks at either end of its cell belong to the value. */
  readonly cellWithBlanks?: true;
  /** Writes its value into the cell, where its form reads a text of its own. */
  readonly cellText?: (value: unknown) => string;
  /** Head of its column in lists. Absent: it is shown with the one object only. */
  readonly column?: string;
}

export const fieldFacts = z.registry<FieldFacts>();

/** Of a form whose field has a default: for the compiler alone. */
export interface HasStandard {
  readonly ' standard': true;
}

/** The form, as a field of its own: forms are shared, fields are not. */
export function field<Form extends z.ZodType>(
  form: Form,
  facts: FieldFacts & { readonly standard: z.output<Form> },
): Form & HasStandard;
export function field<Form extends z.ZodType>(form: Form, facts: FieldFacts): Form;
export function field<Form extends z.ZodType>(form: Form, facts: FieldFacts): Form {
  const own = form.clone();
  fieldFacts.add(own, facts);
  return own;
}

export function factsOf(form: z.ZodType): FieldFacts {
  const facts = fieldFacts.get(form);
  if (facts === undefined) throw new Error('a field of an object is made by field()');
  return facts;
}
