/** The XML of a backup as it is parsed: attributes and elements of a node stand together, and neither is believed to be what its name says. Pure. */

export interface Tree {
  readonly [name: string]: unknown;
}

/** The attributes of a node alone: what stands within it is no text. */
export type Attributes = Readonly<Record<string, string>>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/** `<holder><name/><name/></holder>`; a list may stand in several holders. */
export function childrenOf(node: Tree | undefined, holder: string, name: string): readonly Tree[] {
  const held = node?.[holder];
  const holders: readonly unknown[] = Array.isArray(held) ? held : [held];
  return holders.flatMap((one) => {
    const found = isTree(one) ? one[name] : undefined;
    const list: readonly unknown[] = Array.isArray(found) ? found : [found];
    return list.filter(isTree);
  });
}

export function textAt(node: Tree, name: string): string {
  const value = node[name];
  return typeof value === 'string' ? value.trim() : '';
}
