/** What the signed-in person may do, so that no page offers an act that the server would refuse. */
import type { Me } from './contracts.ts';
import { useMe } from './session.ts';

const ranks: readonly Me['role'][] = ['reader', 'help-desk', 'organization-administrator', 'global-administrator'];
export const mayAs = (has: Me['role'], needed: Me['role']): boolean => ranks.indexOf(has) >= ranks.indexOf(needed);

export const useMay = (needed: Me['role']): boolean => mayAs(useMe().role, needed);
