/** Device profiles: the built-in ones, and the administrator's own. */
import { useQuery } from '@tanstack/react-query';
import { call } from '../api/call.ts';
import type { Profile } from '../api/contracts.ts';
import { useOrganization } from './organization.ts';

/** A long list of own profiles is no list that one chooses from. */
const MOST = 200;

export function useProfiles() {
  const organization = useOrganization();
  return useQuery({
    queryKey: ['directory', 'device-profiles', organization],
    queryFn: async ({ signal }): Promise<readonly Profile[]> => {
      const [builtIn, own] = await Promise.all([
        call('GET /built-in-profiles', { signal }),
        call('GET /device-profiles', { query: { organization, limit: MOST }, signal }),
      ]);
      return [...builtIn.items, ...own.items];
    },
  });
}
