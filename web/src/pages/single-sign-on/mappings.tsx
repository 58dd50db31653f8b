/** Roles of the provider, a line each, and what each is worth. */
import { Button, Field, Input, makeStyles, Switch, Text, tokens } from '@fluentui/react-components';
import { Add20Regular } from '@fluentui/react-icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { RoleMapping } from '../../api/contracts.ts';
import { Asked } from '../../parts/asked.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { type Grant, GrantFields, grantOf, grantSaid, isWholeGrant, useOrganizationNames } from '../../parts/grant.tsx';
import { Section } from '../../parts/section.tsx';
import { SmallTable } from '../../parts/small-table.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { LISTED } from './listed.ts';

const useStyles = makeStyles({
  acts: { display: 'flex', justifyContent: 'flex-end', gap: tokens.spacingHorizontalXS, flexWrap: 'wrap' },
});

type Doing = { readonly what: 'add' } | { readonly what: 'change' | 'remove'; readonly mapping: RoleMapping };

export function Mappings({ claim }: { readonly claim: string }) {
  const { t } = useTranslation('singleSignOn');
  const { t: shell } = useTranslation();
  const styles = useStyles();
  const queries = useQueryClient();
  const organizationNames = useOrganizationNames();
  const [doing, setDoing] = useState<Doing | null>(null);
  const listed = useQuery({
    queryKey: [...LISTED, 'mappings'],
    queryFn: ({ signal }) => call('GET /sso/mappings', { signal }),
  });
  const close = (): void => setDoing(null);
  const done = (): void => {
    close();
    void queries.invalidateQueries({ queryKey: LISTED });
  };
  return (
    <Section
      as="h2"
      title={t('mappings.title')}
      aside={
        <Button icon={<Add20Regular />} onClick={() => setDoing({ what: 'add' })}>
          {t('mappings.add')}
        </Button>
      }
    >
      <Asked query={listed}>
        {({ items }) =>
          items.length === 0 ? (
            <Text>{t('mappings.none')}</Text>
          ) : (
            <>
              <Text>{t('mappings.text')}</Text>
              <SmallTable
                label={t('mappings.title')}
                least="720px"
                columns={[
                  { name: t('mappings.value'), namesRow: true, cell: ({ value }) => value },
                  { name: t('mappings.role'), cell: ({ role }) => shell(`roles.${role}`) },
                  { name: t('mappings.organizations'), cell: ({ organizations }) => organizationNames(organizations) },
                  { name: t('mappings.content'), width: '96px', cell: ({ content }) => t(content ? 'yes' : 'no') },
                  {
                    name: t('mappings.enabled'),
                    width: '96px',
                    cell: ({ enabled }) => (enabled ? t('yes') : <StateWord mood="warning">{t('no')}</StateWord>),
                  },
                  {
                    name: '',
                    atEnd: true,
                    cell: (mapping) => (
                      <div className={styles.acts}>
                        <Button
                          size="small"
                          aria-label={`${t('mappings.change')}: ${mapping.value}`}
                          onClick={() => setDoing({ what: 'change', mapping })}
                        >
                          {t('mappings.change')}
                        </Button>
                        <Button
                          size="small"
                          aria-label={`${t('mappings.remove')}: ${mapping.value}`}
                          onClick={() => setDoing({ what: 'remove', mapping })}
                        >
                          {t('mappings.remove')}
                        </Button>
                      </div>
                    ),
                  },
                ]}
                rows={items}
                keyOf={({ value }) => value}
              />
            </>
          )
        }
      </Asked>
      {doing?.what === 'add' && <Add claim={claim} close={close} done={done} />}
      {doing?.what === 'change' && <Change mapping={doing.mapping} close={close} done={done} />}
      {doing?.what === 'remove' && (
        <Confirm
          open
          title={t('mappings.removeTitle', { value: doing.mapping.value })}
          deed={t('mappings.remove')}
          run={async () => {
            const { value } = doing.mapping;
            await call('DELETE /sso/mappings/:value', { params: { value }, seen: doing.mapping });
            done();
          }}
          close={close}
        >
          {t('mappings.removeText')}
        </Confirm>
      )}
    </Section>
  );
}

interface Closing {
  readonly close: () => void;
  readonly done: () => void;
}

function Add({ claim, close, done }: Closing & { readonly claim: string }) {
  const { t } = useTranslation('singleSignOn');
  const [value, setValue] = useState('');
  const [grant, setGrant] = useState<Grant>({ role: 'help-desk', organizations: [], content: false });
  return (
    <FormDialog
      title={t('mappings.add')}
      deed={t('mappings.addDeed')}
      ready={value !== '' && isWholeGrant(grant)}
      run={async () => {
        await call('POST /sso/mappings', { body: { value, ...grantSaid(grant) } });
        done();
      }}
      close={close}
    >
      <Field label={t('mappings.value')} hint={t('mappings.valueHint', { claim })} required>
        <Input autoComplete="off" value={value} onChange={(_, { value: typed }) => setValue(typed)} />
      </Field>
      <GrantFields grant={grant} change={(part) => setGrant({ ...grant, ...part })} />
    </FormDialog>
  );
}

function Change({ mapping, close, done }: Closing & { readonly mapping: RoleMapping }) {
  const { t } = useTranslation('singleSignOn');
  const [grant, setGrant] = useState(() => grantOf(mapping));
  const [enabled, setEnabled] = useState(mapping.enabled);
  const [seen] = useState(mapping);
  const { value } = mapping;
  return (
    <FormDialog
      title={t('mappings.changeTitle', { value })}
      deed={t('mappings.save')}
      ready={isWholeGrant(grant)}
      run={async () => {
        await call('PATCH /sso/mappings/:value', { params: { value }, body: { ...grantSaid(grant), enabled }, seen });
        done();
      }}
      close={close}
    >
      <GrantFields grant={grant} change={(part) => setGrant({ ...grant, ...part })} />
      <Switch label={t('mappings.enabled')} checked={enabled} onChange={(_, { checked }) => setEnabled(checked)} />
    </FormDialog>
  );
}
