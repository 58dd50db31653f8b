/** From the fields of a kind of object: its type, the forms to make and to change one, and what older stored objects lack. */
import { z } from 'zod';
import type { ObjectId } from '../../base/id.ts';
import type { LimitOverrides } from '../../mail/limits.ts';
import { factsOf, type HasStandard } from './field.ts';
import { limitOverrides, limitPatch, type LimitLevel } from './values.ts';

/** Never changed where it stands: a change makes another object. */
export type Plain<Value> = unknown extends Value
  ? Value
  : Value extends string | number | boolean | null | undefined
    ? Value
    : { readonly [Name in keyof Value]: Plain<Value[Name]> };

export type FieldsOf<Shape extends z.ZodRawShape> = {
  readonly [Name in keyof Shape]: Plain<z.output<Shape[Name]>>;
};

/** Values of all fields that have a default. */
export type Standards<Shape extends z.ZodRawShape> = {
  readonly [Name in keyof Shape as Shape[Name] extends HasStandard ? Name : never]: Plain<z.output<Shape[Name]>>;
};

/** Fields that every object has, of an organization or not. */
export interface Identified<Kind extends string> {
  readonly kind: Kind;
  readonly id: ObjectId;
}
export interface Owned<Kind extends string> extends Identified<Kind> {
  readonly organizationId: ObjectId;
}
export interface Limited {
  readonly limits: LimitOverrides;
}

export interface Forms<Shape extends z.ZodRawShape> {
  readonly shape: Shape;
  /** Of a new object: what is not said takes its default. */
  readonly create: z.ZodObject<
    { [Name in keyof Shape]: Shape[Name] extends HasStandard ? z.ZodDefault<Shape[Name]> : Shape[Name] },
    z.core.$strict
  >;
  /** Of a change: what is not said stays. */
  readonly patch: z.ZodObject<{ [Name in keyof Shape]: z.ZodOptional<Shape[Name]> }, z.core.$strict>;
  readonly standards: Standards<Shape>;
  /** Fields that objects lack which an earlier release stored. */
  readonly added: Partial<FieldsOf<Shape>>;
}

export function formsOf<Shape extends z.ZodRawShape>(shape: Shape): Forms<Shape> {
  const forms = Object.entries(shape) as unknown as readonly (readonly [string, z.ZodType])[];
  const fields = forms.map(([name, form]) => ({ name, form, facts: factsOf(form) }));
  const create = fields.map(({ name, form, facts: { standard } }) => [
    name,
    standard === undefined ? form : form.default(standard),
  ]);
  const standards = (some: typeof fields): object =>
    Object.fromEntries(
      some.filter(({ facts }) => facts.standard !== undefined).map(({ name, facts }) => [name, facts.standard]),
    );
  const added = fields
    .filter(({ facts }) => facts.since !== undefined && facts.standard !== undefined)
    .map(({ name, facts: { standard, before = standard } }) => [name, before]);
  return {
    shape,
    // The defaults change what may be left out, and nothing of what comes out.
    create: z.strictObject(Object.fromEntries(create)) as unknown as Forms<Shape>['create'],
    patch: z.strictObject(shape).partial() as unknown as Forms<Shape>['patch'],
    standards: standards(fields) as Standards<Shape>,
    added: Object.fromEntries(added) as Partial<FieldsOf<Shape>>,
  };
}

/** With limits of its own, which a change may take away one by one. */
export function limitedFormsOf<Shape extends z.ZodRawShape>(shape: Shape, level: LimitLevel) {
  const { create, patch, standards, added } = formsOf(shape);
  return {
    shape,
    create: create.extend({ limits: limitOverrides(level).default({}) }),
    patch: patch.extend({ limits: limitPatch(level).optional() }),
    standards: { ...standards, limits: {} },
    added,
  };
}
