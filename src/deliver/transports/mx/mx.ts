/** To the mail hosts of a stranger's domain: the first answer of DNS decides, TLS if they offer it, no sign-in. RFC 5321 §5, RFC 7435. */
import type { Outcome, RoutedDelivery } from '../../../mail/delivery.ts';
import { hopSteps, tlsStep } from '../../diagnose/look-ahead.ts';
import { opportunisticTls } from '../../session/tls-policy.ts';
import { overSmtp, type SmtpParts } from '../../transfer/over-smtp.ts';
import { lookedUpAnew, MxTargets } from '../../transfer/outbound.ts';
import type { AheadOf, LookedAhead } from '../../diagnose/seen.ts';
import type { Transport } from '../../transport.ts';
import { step } from '../../../texts/step.ts';

export class MxTransport implements Transport {
  readonly #parts: SmtpParts;

  constructor(parts: SmtpParts) {
    this.#parts = parts;
  }

  deliver(delivery: RoutedDelivery, signal: AbortSignal): Promise<readonly Outcome[]> {
    const targets = new MxTargets(domainOf(delivery), this.#parts.outbound, delivery.message);
    return overSmtp(this.#parts, delivery, { targets, success: 'relayed' }, signal);
  }

  async lookAhead(mail: AheadOf, signal: AbortSignal): Promise<LookedAhead> {
    const domain = domainOf(mail);
    const demands = await this.#parts.outbound.security.tell(domain, signal);
    const targets = await Array.fromAsync(new MxTargets(domain, lookedUpAnew(this.#parts), mail.message).find(signal));
    const route = step('route', 'good', `no outbound connector carries ${domain}: by its MX`);
    const first = targets.find((target) => 'endpoint' in target);
    return {
      steps: [route, ...demands, tlsStep(first?.tls ?? opportunisticTls), ...(await hopSteps(targets))],
      onward: null,
    };
  }
}

const domainOf = ({ route }: Pick<AheadOf, 'route'>): string => (route.kind === 'mx' ? route.domain : '');
