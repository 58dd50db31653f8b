/** One row of the table of fixed bounds. */
export interface Bound {
  readonly most: number;
  readonly unit: 'count' | 'octets' | 'characters' | 'ms' | 's' | 'KiB' | 'percent';
  /** The thing that it bounds, as a noun phrase. */
  readonly of: string;
  /** The consequence beyond it. In front of a decision that is a refusal: what was not looked at is never taken. */
  readonly beyond: string;
}

export const bound = (most: number, unit: Bound['unit'], of: string, beyond: string): Bound => ({
  most,
  unit,
  of,
  beyond,
});
