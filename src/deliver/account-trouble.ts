/**
 * Which connectors' own accounts are in trouble, for the alarm: raised when the first mail meets it, over when mail goes that way again. In
 * memory only: after a restart the first mail finds it out anew, and the first that goes well says so once (the alarm room knows what it has
 * told, and ignores the end of what never was).
 */
import type { Clock } from '../base/clock.ts';
import type { ObjectId } from '../base/id.ts';
import type { Outcome } from '../mail/delivery.ts';
import type { OutboundConnector } from '../mail/directory.ts';
import type { Observe } from '../mail/observation.ts';
import { shellWord } from '../policy/shell-word.ts';

const WELL = '';

export class AccountTrouble {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #observe: Observe;
  /** By id, the cause or WELL; as many as there are connectors. */
  readonly #known = new Map<ObjectId, { readonly text: string; readonly since: number }>();

  constructor(clock: Pick<Clock, 'now'>, observe: Observe) {
    this.#clock = clock;
    this.#observe = observe;
  }

  /** What is the matter right now. */
  list(): readonly { readonly connectorId: ObjectId; readonly text: string; readonly since: number }[] {
    return [...this.#known].flatMap(([connectorId, known]) => (known.text === WELL ? [] : [{ connectorId, ...known }]));
  }

  learn(connector: OutboundConnector, outcomes: readonly Outcome[]): void {
    const key = `upstream-held:${connector.id}`;
    const trouble = outcomes.find((outcome) => outcome.action === 'delayed' && outcome.ownAccount === true);
    if (trouble !== undefined && 'text' in trouble) {
      const known = this.#known.get(connector.id);
      if (known?.text === trouble.text) return;
      const since = known === undefined || known.text === WELL ? this.#clock.now() : known.since;
      this.#known.set(connector.id, { text: trouble.text, since });
      const name = shellWord(connector.name);
      this.#observe({
        kind: 'alarm',
        alarm: {
          key,
          kind: 'upstream-held',
          organizationId: connector.organizationId,
          subject: connector.name,
          stage: 1,
          cause: trouble.text,
          cure: `doorpost upstream test ${name} --to you@example.com shows whether it works again; what waits goes on by itself then, and none of it is bounced`,
        },
      });
      return;
    }
    const isWell = outcomes.some(({ action }) => action === 'relayed');
    if (!isWell || this.#known.get(connector.id)?.text === WELL) return;
    this.#known.set(connector.id, { text: WELL, since: this.#clock.now() });
    this.#observe({ kind: 'alarm-over', key, text: `${connector.name} takes our mail again` });
  }
}
