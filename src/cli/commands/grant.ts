/** A right in words, of a token or of a person. */
import type { me } from '../../admin/contracts/tokens.ts';
import type { AnswerOf } from '../../admin/contracts/operation.ts';
import { roleWords } from '../../texts/en/roles.ts';
import { timeText } from '../terminal/output.ts';

export type ShownGrant = Pick<AnswerOf<typeof me.show>, 'role' | 'organizations' | 'content' | 'expiresAt'>;

/** `Reader of Contoso, Fabrikam; cannot read mail; until 2027-12-01 08:00` */
export function grantText(grant: ShownGrant, role = roleWords): string {
  const until = grant.expiresAt === null ? 'never expires' : `until ${timeText(grant.expiresAt)}`;
  return `${role(grant.role)} of ${organizationsText(grant)}; ${grant.content ? 'may read mail too' : 'cannot read mail'}; ${until}`;
}

export const organizationsText = ({ organizations }: ShownGrant): string =>
  organizations === null
    ? 'all organizations'
    : organizations.map(({ id, name }) => name ?? `${id} (deleted)`).join(', ');
