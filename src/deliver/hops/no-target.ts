/** The trouble when there is nobody to connect to, in the steps that a test, a check and a look ahead show. Pure. */
import type { OutboundConnector } from '../../directory/objects.ts';
import { passwordCommand } from '../../policy/upstreams/password-command.ts';
import type { HopFailure } from '../answers/failure.ts';

export interface StepOfFailure {
  readonly step: 'name' | 'sign-in';
  readonly cure?: string;
}

/** A password that is missing is no matter of names and DNS: nobody was asked for an address yet. */
export const stepOfFailure = (
  { name }: Pick<OutboundConnector, 'name'>,
  { cause }: Pick<HopFailure, 'cause'>,
): StepOfFailure => (cause === 'sign-in-failed' ? { step: 'sign-in', cure: passwordCommand(name) } : { step: 'name' });
