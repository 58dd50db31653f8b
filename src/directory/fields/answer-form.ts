/**
 * From the form of a field, as it is written: the form of what is answered. Texts stand in their normal form there and defaults are filled in, so
 * that nothing is brought into form or filled in again, and bounds of what may be written are no bounds of what is read.
 */
import { z } from 'zod';
import { factsOf } from './field.ts';
import type { Plain } from './forms.ts';

export type AnswerForm<Form extends z.ZodType> = z.ZodType<Plain<z.output<Form>>>;

export type AnswerShape<Shape extends z.ZodRawShape> = {
  readonly [Name in keyof Shape]: AnswerForm<Shape[Name] & z.ZodType>;
};

/** Of all fields of a kind, each with its help. */
export const answerShape = <Shape extends z.ZodRawShape>(shape: Shape): AnswerShape<Shape> =>
  Object.fromEntries(
    Object.entries(shape).map(([name, form]) => [
      name,
      answerForm(form as z.ZodType).meta({ description: factsOf(form as z.ZodType).help }),
    ]),
  ) as unknown as AnswerShape<Shape>;

export const answerForm = <Form extends z.ZodType>(form: Form): AnswerForm<Form> =>
  answered(form) as unknown as AnswerForm<Form>;

function answered(form: z.core.$ZodType): z.ZodType {
  if (form instanceof z.ZodPipe) return answered(form.in);
  if (form instanceof z.ZodDefault || form instanceof z.ZodPrefault) return answered(form.unwrap());
  if (form instanceof z.ZodExactOptional) return answered(form.unwrap()).exactOptional();
  if (form instanceof z.ZodOptional) return answered(form.unwrap()).optional();
  if (form instanceof z.ZodNullable) return answered(form.unwrap()).nullable();
  if (form instanceof z.ZodString) return z.string();
  if (form instanceof z.ZodNumber) return z.number();
  if (form instanceof z.ZodArray) return z.array(answered(form.element));
  if (form instanceof z.ZodObject)
    return z.object(
      Object.fromEntries(Object.entries<z.ZodType>(form.shape).map(([name, one]) => [name, answered(one)])),
    );
  if (form instanceof z.ZodUnion) return z.union(form.options.map(answered));
  if (form instanceof z.ZodBoolean || form instanceof z.ZodEnum || form instanceof z.ZodLiteral) return form;
  throw new Error(`a field of the form ${form._zod.def.type} has no form of its answer yet`);
}
