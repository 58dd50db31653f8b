/** `a, b and 3 more`. @param count all of them, of which `named` are the first. */
export function listed(named: readonly string[], count: number): string {
  const more = count - named.length;
  return more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ');
}
