/** Which value of a limit is in force for whom: mailbox, then connector, then organization, then system, then the table. Pure. */
import type { InboundConnector, MailboxAccount, Organization } from '../directory/objects.ts';
import { limitValue } from '../mail/limit-values.ts';
import { type LimitName, limitTable } from '../mail/limits.ts';
import type { DirectoryView } from '../directory/snapshot.ts';

export interface LimitScope {
  readonly mailbox?: MailboxAccount | null;
  readonly connector?: InboundConnector | null;
  readonly organization?: Organization | null;
}

export type Limits = (name: LimitName) => number;

/** Values set where the table does not allow them are passed over. */
export function limitsFor(view: DirectoryView, scope: LimitScope = {}, underStress = false): Limits {
  const found: Partial<Record<LimitName, number>> = {};
  const find = (name: LimitName): number => {
    const levels = limitTable[name].overridableAt;
    return limitValue(
      name,
      [
        levels.includes('mailbox') ? scope.mailbox?.limits : null,
        levels.includes('connector') ? scope.connector?.limits : null,
        levels.includes('organization') ? scope.organization?.limits : null,
        // Under stress the shorter default counts, unless the administrator set a value.
        levels.includes('system') ? view.system?.limits : null,
      ],
      underStress,
    );
  };
  // A session asks for the same ones at every command.
  return (name) => (found[name] ??= find(name));
}

/** Connections above this part of the total put the server under stress: shorter waits, fewer errors. */
export const stressFraction = 0.8;
