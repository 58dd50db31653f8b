/**
 * The right to send as a column of the table of devices: read from connectors and sign-ins, and given or taken by changing connectors. Pure but
 * for ids. Promises: the cell is the whole right; a right that comes from a network which others share is never taken, and said.
 */
import { isDeepStrictEqual } from 'node:util';
import type { IdSource } from '../../../base/id.ts';
import type { Device, DirectoryEdit, InboundConnector } from '../../../directory/objects.ts';
import type { DirectoryView } from '../../../directory/snapshot.ts';
import { parseRange } from '../../../mail/network/address-ranges.ts';
import type { FieldProblem } from '../../../config/schema-problems.ts';
import { toldCure } from '../../../texts/remedy.ts';
import type { Cure } from '../../../mail/remedy.ts';
import { ownConnector } from '../own-connector.ts';

/** `some-addresses`: as it may be found, and left; nobody asks for it. */
export const waysToSend = ['address', 'sign-in', 'some-addresses'] as const;

export interface DeviceRight {
  readonly maySend: readonly (typeof waysToSend)[number][];
  /** Domains of the envelope sender that its connector takes; empty: nothing to say. */
  readonly senders: readonly string[];
}

export function rightOf(view: DirectoryView, device: Device): DeviceRight {
  const covers = device.addresses.map((address) => coverOf(view, device, address));
  const covered = covers.filter((cover) => cover !== null);
  const [first] = covered;
  const isWhole = first !== undefined && covered.length === covers.length;
  const senders = first?.holder.senderDomains ?? [];
  return {
    maySend: [
      ...(first === undefined ? [] : ([isWhole ? 'address' : 'some-addresses'] as const)),
      ...(device.logins.some((login) => signsIn(view, device, login)) ? (['sign-in'] as const) : []),
    ],
    senders: isWhole && covered.every(({ holder }) => isSameList(holder.senderDomains, senders)) ? senders : [],
  };
}

const signsIn = (view: DirectoryView, device: Device, login: string): boolean =>
  view.credentialsFor(login).some(({ organizationId, enabled }) => enabled && organizationId === device.organizationId);

interface Cover {
  /** As the connector lists it. */
  readonly text: string;
  readonly holder: InboundConnector;
}

/** The smallest network of a connector that lets mail from all of the address relay. */
function coverOf(view: DirectoryView, device: Device, address: string): Cover | null {
  const own = parseRange(address);
  if (own === null) return null;
  for (const { range, text, holder } of view.connectorsOverlapping(own)) {
    // Networks around it come first; those behind lie in it.
    if (range.prefixLength > own.prefixLength) return null;
    if (holder.organizationId === device.organizationId && holder.type === 'OnPremises') return { text, holder };
  }
  return null;
}

const isSameList = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((each) => others.includes(each));

const sameNetwork = (one: string, other: string): boolean => {
  const [a, b] = [parseRange(one), parseRange(other)];
  return a !== null && b !== null && a.family === b.family && a.first === b.first && a.prefixLength === b.prefixLength;
};

export interface RightPlan {
  readonly edits: readonly DirectoryEdit[];
  readonly problems: readonly FieldProblem[];
}

/**
 * @param view with the device as it will be.
 * @param before as it was: its connector follows when its addresses change; null: it is new.
 */
export function planRight(
  view: DirectoryView,
  ids: IdSource,
  { before, device }: { readonly before: Device | null; readonly device: Device },
  wanted: Partial<DeviceRight>,
): RightPlan {
  if (wanted.maySend === undefined && wanted.senders === undefined) return { edits: [], problems: [] };
  const plan = new RightChange(view, ids, device, before?.addresses ?? []);
  plan.judge(wanted);
  const ways = wanted.maySend ?? rightOf(view, device).maySend;
  if (ways.includes('address')) plan.give(wanted.senders ?? []);
  else if (!ways.includes('some-addresses')) plan.takeAway();
  return plan;
}

/** Lives for one call. */
class RightChange implements RightPlan {
  readonly problems: FieldProblem[] = [];
  readonly #view: DirectoryView;
  readonly #ids: IdSource;
  readonly #device: Device;
  readonly #former: readonly string[];
  /** Connectors as they will be. */
  readonly #changed = new Map<string, InboundConnector>();

  constructor(view: DirectoryView, ids: IdSource, device: Device, former: readonly string[]) {
    this.#view = view;
    this.#ids = ids;
    this.#device = device;
    this.#former = former;
  }

  get edits(): readonly DirectoryEdit[] {
    return [...this.#changed.values()].flatMap((connector): readonly DirectoryEdit[] => {
      if (isDeepStrictEqual(this.#view.get('inbound-connector', connector.id), connector)) return [];
      const { senderAddresses, certificateName, certificateFingerprint } = connector;
      return senderAddresses.length > 0 || certificateName !== null || certificateFingerprint !== null
        ? [{ verb: 'put', object: connector }]
        : [{ verb: 'delete', kind: 'inbound-connector', id: connector.id }];
    });
  }

  judge({ maySend, senders = [] }: Partial<DeviceRight>): void {
    const present = rightOf(this.#view, this.#device);
    const { name, logins } = this.#device;
    const ways = maySend ?? present.maySend;
    if (ways.includes('some-addresses') && !present.maySend.includes('some-addresses'))
      this.#wrong(
        'maySend',
        `not only some of the addresses of ${name} may send`,
        'write address, or leave the cell empty',
      );
    if (maySend?.includes('sign-in') === true && logins.length === 0)
      this.#wrong('maySend', `${name} has no login to sign in with`, 'write the login into the column logins');
    if (maySend?.includes('sign-in') === false && present.maySend.includes('sign-in'))
      this.#wrong(
        'maySend',
        `${name} may sign in as ${logins.join(', ')}, and a table takes no sign-in away`,
        'write sign-in, or take the login out of the column logins',
      );
    if (senders.length > 0 && !ways.includes('address'))
      this.#wrong(
        'senders',
        'senders are said of a right by address alone',
        'write address into may_send, or leave the cell empty',
      );
  }

  give(senders: readonly string[]): void {
    const { addresses, name } = this.#device;
    if (addresses.length === 0)
      return this.#wrong('maySend', `${name} has no address to send from`, 'write it into the column addresses');
    const own = this.#ownConnectors();
    const isOwn = ({ holder }: Cover): boolean => own.some(({ id }) => id === holder.id);
    for (const connector of own)
      this.#put({
        ...connector,
        senderAddresses: connector.senderAddresses.filter((each) => addresses.some((one) => sameNetwork(one, each))),
        ...(senders.length > 0 && { senderDomains: [...senders] }),
      });
    const missing = addresses.filter((address) => {
      const cover = coverOf(this.#view, this.#device, address);
      if (cover === null) return true;
      if (senders.length === 0 || isOwn(cover) || isSameList(senders, cover.holder.senderDomains)) return false;
      if (!sameNetwork(cover.text, address)) return true;
      this.#wrong('senders', `${address} stands in the connector "${cover.holder.name}", which has other senders`, {
        act: 'change-shared-connector',
        connector: cover.holder.name,
      });
      return false;
    });
    if (missing.length === 0) return;
    const kept = own.map(({ id }) => this.#changed.get(id)).find((one) => one !== undefined);
    const target = kept ?? ownConnector(this.#view, this.#ids, this.#device, []);
    this.#put({
      ...target,
      senderAddresses: [...target.senderAddresses, ...missing],
      ...(senders.length > 0 && { senderDomains: [...senders] }),
    });
  }

  takeAway(): void {
    for (const connector of this.#ownConnectors()) this.#put({ ...connector, senderAddresses: [] });
    for (const address of this.#device.addresses) {
      const cover = coverOf(this.#view, this.#device, address);
      if (cover === null || this.#changed.get(cover.holder.id)?.senderAddresses.length === 0) continue;
      const connector = this.#changed.get(cover.holder.id) ?? cover.holder;
      if (sameNetwork(cover.text, address))
        this.#put({ ...connector, senderAddresses: connector.senderAddresses.filter((each) => each !== cover.text) });
      else
        this.#wrong(
          'maySend',
          `${address} lies in ${cover.text} of the connector "${connector.name}", by which others send too`,
          { act: 'change-shared-connector', connector: connector.name },
        );
    }
  }

  /** Those that cover nothing but addresses of this device, as they are or were. */
  #ownConnectors(): readonly InboundConnector[] {
    const addresses = [...new Set([...this.#device.addresses, ...this.#former])];
    const isIts = (text: string): boolean => addresses.some((one) => sameNetwork(one, text));
    const found = new Map<string, InboundConnector>();
    for (const address of addresses) {
      const range = parseRange(address);
      if (range === null) continue;
      for (const { holder } of this.#view.connectorsOverlapping(range))
        if (
          holder.organizationId === this.#device.organizationId &&
          holder.type === 'OnPremises' &&
          holder.senderAddresses.every(isIts)
        )
          found.set(holder.id, holder);
    }
    return [...found.values()];
  }

  #put(connector: InboundConnector): void {
    this.#changed.set(connector.id, connector);
  }

  #wrong(path: keyof DeviceRight, message: string, cure: Cure): void {
    this.problems.push({ path, message, ...toldCure(cure) });
  }
}
