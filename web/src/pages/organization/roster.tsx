/** Which organizations there are: another one, and one that goes. */
import { Button, Field, Input, Text } from '@fluentui/react-components';
import { Add20Regular } from '@fluentui/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { Organization } from '../../api/contracts.ts';
import { useMay } from '../../api/rights.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { useUrl } from '../../parts/url.ts';

/** What is counted, offered or listed of organizations, on whatever page. */
function useNews(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await queries.invalidateQueries({ queryKey: ['organizations'] });
    void queries.invalidateQueries({ queryKey: ['directory'] });
    void queries.invalidateQueries({ queryKey: ['summary'] });
  };
}

/** A remedy leads right to the form. */
export function AddOrganization() {
  const { t } = useTranslation('organization');
  const { query, change } = useUrl();
  if (!useMay('global-administrator')) return null;
  return (
    <>
      <Button appearance="primary" icon={<Add20Regular />} onClick={() => change({ add: '1' })}>
        {t('add.title')}
      </Button>
      {query['add'] !== undefined && (
        <Add
          made={(of) => change({ add: undefined, of })}
          close={() => change({ add: undefined }, { replace: true })}
        />
      )}
    </>
  );
}

function Add({ made, close }: { readonly made: (id: string) => void; readonly close: () => void }) {
  const { t } = useTranslation('organization');
  const news = useNews();
  const [name, setName] = useState('');
  return (
    <FormDialog
      title={t('add.title')}
      deed={t('add.deed')}
      ready={name.trim() !== ''}
      run={async () => {
        const { item } = await call('POST /organizations', { body: { name: name.trim() } });
        await news();
        made(item.id);
      }}
      close={close}
    >
      <Field label={t('general.name')} hint={t('add.hint')} required>
        <Input autoComplete="off" value={name} onChange={(_, { value }) => setName(value)} />
      </Field>
    </FormDialog>
  );
}

export function RemoveOrganization({ organization }: { readonly organization: Organization }) {
  const { t } = useTranslation('organization');
  const { change } = useUrl();
  const news = useNews();
  const [seen, setSeen] = useState<Organization | null>(null);
  if (!useMay('global-administrator')) return null;
  return (
    <>
      <Button onClick={() => setSeen(organization)}>{t('remove.deed')}</Button>
      {seen !== null && (
        <Confirm
          open
          title={t('remove.title', { name: seen.name })}
          deed={t('remove.deed')}
          run={async () => {
            await call('DELETE /organizations/:name', { params: { name: seen.id }, seen });
            change({ of: undefined, edit: undefined }, { replace: true });
            await news();
          }}
          close={() => setSeen(null)}
        >
          <Text>{t('remove.text')}</Text>
        </Confirm>
      )}
    </>
  );
}
