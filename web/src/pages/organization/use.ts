/** What the parts of this page share: what is asked for, how it is saved, and which part is being edited. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import type { Organization, SaidTo } from '../../api/contracts.ts';
import { useUrl } from '../../parts/url.ts';

export const organizationKey = (id: string | undefined) => ['directory', 'organizations', id] as const;

type Patch = SaidTo<'PATCH /organizations/:name'>['body'];

/** Rejects with the problem. */
export function useSave(organization: Organization): (body: Patch) => Promise<void> {
  const save = useSaveOf();
  // As the form was filled in from it.
  const [seen] = useState(organization);
  return (body) => save(seen, body);
}

export function useSaveOf(): (seen: Organization, body: Patch) => Promise<void> {
  const queries = useQueryClient();
  return async (seen, body) => {
    const { id } = seen;
    await call('PATCH /organizations/:name', { params: { name: id }, body, seen });
    await queries.invalidateQueries({ queryKey: organizationKey(id) });
    void queries.invalidateQueries({ queryKey: ['organizations'] });
    void queries.invalidateQueries({ queryKey: ['summary'] });
  };
}

type Part = 'general' | 'mail' | 'networks' | 'alarms';

/** In the address: a remedy leads right to the form. */
export function useEditing(part: Part): { readonly is: boolean; readonly begin: () => void; readonly end: () => void } {
  const { query, change } = useUrl();
  return {
    is: query['edit'] === part,
    begin: () => change({ edit: part }),
    end: () => change({ edit: undefined }, { replace: true }),
  };
}

export const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
