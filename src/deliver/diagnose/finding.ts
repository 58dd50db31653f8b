/** The finding of a test or a probe at one step, with what usually helps there where nobody knows better. Pure. */
import { assertNever } from '../../base/never.ts';
import type { OutboundConnector } from '../../directory/objects.ts';
import { givesCodes } from '../../directory/upstream.ts';
import type { Cure } from '../../mail/remedy.ts';
import type { Step } from '../../mail/step.ts';
import { step } from '../../texts/step.ts';
import type { HopFailure } from '../answers/failure.ts';
import type { GotToken } from '../oauth/token-source.ts';
import { again, type Words } from '../../texts/told.ts';
import { line } from '../../mail/lines/said.ts';

/** The things that are tried, in their order. */
export type StepName =
  | 'name'
  | 'next hop'
  | 'connect'
  | 'greeting'
  | 'hello'
  | 'tls'
  | 'token'
  | 'sign-in'
  | 'session'
  | 'message';

export interface Found extends Pick<HopFailure, 'cure'> {
  readonly what: StepName;
  readonly ok: boolean;
  readonly words: Words;
  readonly asked?: string;
}

export const tokenFound = (got: GotToken): Found =>
  got.ok ? { what: 'token', ok: true, words: again(got) } : { what: 'token', ...troubleFound(got.failure) };

export const troubleFound = (failure: HopFailure): Pick<Found, 'ok' | 'words' | 'cure'> => ({
  ok: false,
  words: again(failure),
  cure: failure.cure,
});

type Connector = Pick<OutboundConnector, 'name' | 'auth' | 'route'>;

/** @param connector null: a stranger's host, at which nobody can mend anything. */
export function finding(connector: Connector | null, { what, ok, words, asked, cure }: Found): Step {
  const more = asked === undefined ? {} : { asked };
  if (ok) return step(what, 'good', words, more);
  const usual = connector === null ? null : usualCure(what, connector);
  return step(what, 'bad', words, { ...more, cure: cure === undefined ? usual : cure });
}

function usualCure(what: StepName, connector: Connector): Cure | null {
  const isGraph = connector.route.kind === 'graph';
  const { name } = connector;
  switch (what) {
    case 'name':
    case 'next hop':
      if (isGraph) return { act: 'check-graph-endpoint', name, met: 'no-address' };
      return ofHost(connector, 'correct-upstream-host');
    case 'connect':
      if (isGraph) return { act: 'check-graph-endpoint', name, met: 'no-connection' };
      return line`Check host and port of the connector, the firewall between, and whether the provider blocks the port`;
    case 'tls':
      if (isGraph) return { act: 'check-graph-endpoint', name, met: 'no-tls' };
      return ofHost(connector, 'check-tls');
    case 'greeting':
      return line`The host answers but does not want us: its administrator can see why`;
    case 'hello':
      return line`The host refused our name: check the setting hostName`;
    case 'token':
      return line`docs/operate/upstream-trouble.md lists what the provider says and what to do`;
    case 'sign-in':
      return signInCure(connector);
    case 'session':
      return line`See docs/operate/upstream-trouble.md`;
    case 'message':
      return null;
    default:
      return assertNever(what);
  }
}

/** A host that somebody named can be set otherwise. */
const ofHost = ({ name, route }: Connector, act: 'correct-upstream-host' | 'check-tls'): Cure | null =>
  route.kind === 'mx' ? null : { act, name };

/** The subject of a refused sign-in, where the provider's own words do not say it. */
function signInCure({ name, auth }: Connector): Cure {
  if (auth === null || auth.kind === 'password')
    return line`Check name and password of the connector, and whether the provider wants an app password; docs/operate/upstream-trouble.md lists what providers say`;
  return {
    act: 'check-token-rights',
    name,
    username: auth.username,
    of: auth.kind === 'delegated' ? 'person' : 'application',
    codes: givesCodes(auth),
  };
}
