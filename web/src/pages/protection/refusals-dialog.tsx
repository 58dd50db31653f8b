/** What an organization names to be refused: addresses that DNS block lists list, and types of attachments. */
import { Field, Textarea } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { Organization, Protection } from '../../api/contracts.ts';
import { Asked } from '../../parts/asked.tsx';
import { entriesOf } from '../../parts/entries.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';

interface Props {
  readonly one: Protection['organizations'][number];
  readonly close: () => void;
}

const linesOf = (entries: readonly string[]): string => entries.join('\n');

export function RefusalsDialog({ one: { id, name }, close }: Props) {
  const { t } = useTranslation('protection');
  const queries = useQueryClient();
  const [draft, setDraft] = useState<{ readonly seen: Organization; lists: string; types: string } | null>(null);
  const found = useQuery({
    queryKey: ['directory', 'organizations', id],
    queryFn: ({ signal }) => call('GET /organizations/:name', { params: { name: id }, signal }),
    staleTime: 0,
  });
  const run = async (): Promise<void> => {
    if (draft === null) return;
    const body = { blockLists: entriesOf(draft.lists), blockedAttachments: entriesOf(draft.types) };
    await call('PATCH /organizations/:name', { params: { name: id }, body, seen: draft.seen });
    close();
    await queries.invalidateQueries({ queryKey: ['directory'] });
  };
  return (
    <FormDialog
      title={t('refusals.title', { name })}
      deed={t('dialog.deed')}
      ready={draft !== null}
      run={run}
      close={close}
    >
      <Asked query={found}>
        {({ item }) => {
          // As the form was filled in first; what changes behind it is asked about when it is saved.
          const said = draft ?? {
            seen: item,
            lists: linesOf(item.blockLists),
            types: linesOf(item.blockedAttachments),
          };
          return (
            <>
              <Field label={t('refusals.lists')} hint={t('refusals.listsHint')}>
                <Textarea
                  rows={4}
                  value={said.lists}
                  onChange={(_, { value }) => setDraft({ ...said, lists: value })}
                />
              </Field>
              <Field label={t('refusals.types')} hint={t('refusals.typesHint')}>
                <Textarea
                  rows={4}
                  value={said.types}
                  onChange={(_, { value }) => setDraft({ ...said, types: value })}
                />
              </Field>
            </>
          );
        }}
      </Asked>
    </FormDialog>
  );
}
