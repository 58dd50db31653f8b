/**
 * Which connectors' own accounts are in trouble, for the alarm: raised when the first mail meets it, over when mail goes that way again. In
 * memory only: after a restart the first mail finds it out anew, and the first that goes well says so once (the alarm room knows what it has
 * told, and ignores the end of what never was).
 */
import type { Outcome } from '../mail/delivery.ts';
import type { OutboundConnector } from '../mail/directory.ts';
import type { Observe } from '../mail/observation.ts';
import { shellWord } from '../policy/shell-word.ts';

const WELL = '';

export class AccountTrouble {
  readonly #observe: Observe;
  /** By id, the cause or WELL; as many as there are connectors. */
  readonly #known = new Map<string, string>();

  constructor(observe: Observe) {
    this.#observe = observe;
  }

  learn(connector: OutboundConnector, outcomes: readonly Outcome[]): void {
    const key = `upstream-held:${connector.id}`;
    const trouble = outcomes.find((outcome) => outcome.action === 'delayed' && outcome.ownAccount === true);
    if (trouble !== undefined && 'text' in trouble) {
      if (this.#known.get(connector.id) === trouble.text) return;
      this.#known.set(connector.id, trouble.text);
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
    if (!isWell || this.#known.get(connector.id) === WELL) return;
    this.#known.set(connector.id, WELL);
    this.#observe({ kind: 'alarm-over', key, text: `${connector.name} takes our mail again` });
  }
}
