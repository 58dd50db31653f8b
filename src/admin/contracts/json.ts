/** As it comes by JSON: read-only, and a field that is not there is absent. */
export type Json<Value> = unknown extends Value
  ? Value
  : Value extends string | number | boolean | null | undefined
    ? Value
    : { readonly [Name in keyof Value]: Json<Exclude<Value[Name], undefined>> };
