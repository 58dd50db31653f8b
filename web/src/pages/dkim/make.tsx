/** A key is made: of which domain, and of which kind. */
import { Field, Input } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { DkimKey } from '../../api/contracts.ts';
import { Asked } from '../../parts/asked.tsx';
import { Choice } from '../../parts/choice.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { useOrganization } from '../../parts/organization.ts';
import { KEYS } from './shown.tsx';

const ALGORITHMS = ['rsa-sha256', 'ed25519-sha256'] as const satisfies readonly DkimKey['algorithm'][];
const MOST = 1_000;

interface Props {
  /** null: it is chosen here. */
  readonly domain: string | null;
  /** @param made the new key's id; undefined: none was made. */
  readonly close: (made?: string) => void;
}

export function MakeKey({ domain: given, close }: Props) {
  const { t } = useTranslation('dkim');
  const queries = useQueryClient();
  const organization = useOrganization();
  const [chosen, setChosen] = useState(given);
  const [algorithm, setAlgorithm] = useState<DkimKey['algorithm']>('rsa-sha256');
  const [selector, setSelector] = useState('');
  const found = useQuery({
    queryKey: ['directory', 'domains', 'names', organization],
    queryFn: ({ signal }) => call('GET /domains', { query: { organization, limit: MOST }, signal }),
  });
  const names = (found.data?.items ?? []).map(({ name }) => name);
  const domain = chosen ?? names[0] ?? '';
  return (
    <FormDialog
      title={t('make.title')}
      deed={t('make.deed')}
      ready={domain !== ''}
      close={() => close()}
      run={async () => {
        const said = selector.trim();
        const body = { domain, algorithm, ...(said !== '' && { selector: said }) };
        const owner = found.data?.items.find(({ name }) => name === domain)?.organizationId;
        const { item } = await call('POST /dkim-keys', { query: { organization: owner }, body });
        await queries.invalidateQueries({ queryKey: KEYS });
        close(item.id);
      }}
    >
      <Asked query={found}>
        {() => (
          <Choice
            label={t('make.domain')}
            value={domain}
            options={names.map((name) => ({ value: name, name }))}
            change={setChosen}
          />
        )}
      </Asked>
      <Choice
        label={t('make.algorithm')}
        hint={t('make.algorithmHint')}
        value={algorithm}
        options={ALGORITHMS.map((value) => ({ value, name: t(`algorithms.${value}`) }))}
        change={(value) => setAlgorithm(value as DkimKey['algorithm'])}
      />
      <Field label={t('make.selector')} hint={t('make.selectorHint')}>
        <Input value={selector} onChange={(_, { value }) => setSelector(value)} />
      </Field>
    </FormDialog>
  );
}
