/** Options that open a door: networks so wide that strangers stand in them. */
import { z } from 'zod';
import { factsOf } from '../../directory/fields/field.ts';
import { addressRange } from '../../directory/fields/values.ts';
import { parseRange } from '../../mail/network/address-ranges.ts';
import { takesInStrangers } from '../../policy/changes/connector-warnings.ts';
import { Option } from 'commander';
import type { Foresight } from './consent.ts';

/** The options by which networks are listed, of all fields that hold networks: `address`, and `addAddress` beside it. */
function networkOptions(shape: z.ZodRawShape): readonly string[] {
  return Object.values(shape).flatMap((form) => {
    const { flag } = factsOf(form as z.ZodType);
    const holdsNetworks = form instanceof z.ZodArray && form.element === addressRange;
    if (!holdsNetworks || flag === undefined) return [];
    const name = new Option(flag).attributeName();
    return [name, `add${name.charAt(0).toUpperCase()}${name.slice(1)}`];
  });
}

/** @param means who lists such a network, and what comes of it. */
export function wideNetworks(shape: z.ZodRawShape, act: (name: string) => string, means: string): Foresight {
  const options = networkOptions(shape);
  return async (_context, [name = ''], chosen) => {
    const wide = options
      .flatMap((option) => (chosen[option] as readonly string[] | undefined) ?? [])
      .filter(takesInStrangers);
    if (wide.length === 0) return null;
    return {
      act: act(name),
      lost: wide.map((network) => `${network}: ${sizeOf(network)} addresses, strangers' among them, ${means}`),
    };
  };
}

function sizeOf(network: string): string {
  const range = parseRange(network);
  if (range === null) return '';
  const count = range.last - range.first + 1n;
  return range.family === 4 ? count.toLocaleString('en-US') : `2^${128 - range.prefixLength}`;
}
