/** One's own passkeys: added, called otherwise, removed. */
import { Button, Field, Input, Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { AnswerTo } from '../../api/contracts.ts';
import { canPasskeys, passkey } from '../../api/passkey.ts';
import { ME } from '../../api/session.ts';
import { Asked } from '../../parts/asked.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { NotMade } from '../../parts/not-made.tsx';
import { Section } from '../../parts/section.tsx';
import { SmallTable } from '../../parts/small-table.tsx';
import { Time } from '../../parts/time.tsx';
import { WithCode } from '../../parts/with-code.tsx';

const LISTED = ['me', 'passkeys'] as const;

type Listed = AnswerTo<'GET /me/passkeys'>;
type Passkey = Listed['items'][number];
type Doing = { readonly what: 'add' } | { readonly what: 'rename' | 'remove'; readonly of: Passkey };

const useStyles = makeStyles({
  acts: { display: 'flex', justifyContent: 'flex-end', gap: tokens.spacingHorizontalXS, flexWrap: 'wrap' },
});

export function Passkeys() {
  const { t } = useTranslation('account');
  const queries = useQueryClient();
  const [doing, setDoing] = useState<Doing | null>(null);
  const listed = useQuery({ queryKey: LISTED, queryFn: ({ signal }) => call('GET /me/passkeys', { signal }) });
  const close = (): void => setDoing(null);
  const done = (): void => {
    close();
    for (const queryKey of [ME, ['summary']]) void queries.invalidateQueries({ queryKey });
  };
  return (
    <Section as="h2" title={t('passkeys.title')}>
      <Text>{t('passkeys.text')}</Text>
      <Asked query={listed}>
        {(data) => (
          <>
            {data.items.length === 0 ? <Text>{t('passkeys.none')}</Text> : <Table of={data.items} act={setDoing} />}
            <WhereOne of={data} add={() => setDoing({ what: 'add' })} />
          </>
        )}
      </Asked>
      {doing?.what === 'add' && <Add close={close} done={done} />}
      {doing?.what === 'rename' && <Rename of={doing.of} close={close} done={done} />}
      {doing?.what === 'remove' && (
        <Confirm
          open
          title={t('passkeys.removeTitle', { name: doing.of.name })}
          deed={t('passkeys.remove')}
          run={async () => {
            await call('DELETE /me/passkeys/:id', { params: { id: doing.of.id } });
            done();
          }}
          close={close}
        >
          {t('passkeys.removeText')}
        </Confirm>
      )}
    </Section>
  );
}

/** Where one can be added: here, or by which address. */
function WhereOne({ of: { at, instead }, add }: { readonly of: Listed; readonly add: () => void }) {
  const { t } = useTranslation('account');
  if (at === null)
    return instead === null ? (
      <Text>
        <WithCode>{t('passkeys.noName')}</WithCode>
      </Text>
    ) : (
      <Text>
        {t('passkeys.notHere')} <Link href={`${instead}/account`}>{instead}</Link>
      </Text>
    );
  if (!canPasskeys()) return <Text>{t('passkeys.cannot')}</Text>;
  return (
    <span>
      <Button onClick={add}>{t('passkeys.add')}</Button>
    </span>
  );
}

function Table({ of, act }: { readonly of: readonly Passkey[]; readonly act: (doing: Doing) => void }) {
  const { t } = useTranslation('account');
  const styles = useStyles();
  return (
    <SmallTable
      label={t('passkeys.title')}
      least="560px"
      columns={[
        { name: t('passkeys.name'), namesRow: true, cell: ({ name }) => name },
        { name: '', cell: ({ alone }) => t(alone ? 'passkeys.alone' : 'passkeys.second') },
        { name: t('passkeys.at'), cell: ({ rpId }) => rpId },
        {
          name: t('passkeys.used'),
          cell: ({ lastUsedAt }) =>
            lastUsedAt === null ? t('passkeys.unused') : <Time at={lastUsedAt} as="relative" />,
        },
        {
          name: '',
          width: '170px',
          atEnd: true,
          cell: (one) => (
            <div className={styles.acts}>
              {(['rename', 'remove'] as const).map((what) => (
                <Button
                  key={what}
                  size="small"
                  aria-label={`${t(`passkeys.${what}`)}: ${one.name}`}
                  onClick={() => act({ what, of: one })}
                >
                  {t(`passkeys.${what}`)}
                </Button>
              ))}
            </div>
          ),
        },
      ]}
      rows={of}
      keyOf={({ id }) => id}
    />
  );
}

interface Closing {
  readonly close: () => void;
  readonly done: () => void;
}

function Add({ close, done }: Closing) {
  const { t } = useTranslation('account');
  const [name, setName] = useState('');
  return (
    <FormDialog
      title={t('passkeys.add')}
      deed={t('passkeys.deed')}
      ready={name.trim() !== ''}
      run={async () => {
        await passkey.make(name.trim());
        done();
      }}
      close={close}
      failed={(error) => <NotMade error={error} />}
    >
      <Text>{t('passkeys.addText')}</Text>
      <Field label={t('passkeys.name')} hint={t('passkeys.nameHint')} required>
        <Input autoComplete="off" value={name} onChange={(_, { value }) => setName(value)} />
      </Field>
    </FormDialog>
  );
}

function Rename({ of: { id, name: before }, close, done }: Closing & { readonly of: Passkey }) {
  const { t } = useTranslation('account');
  const [name, setName] = useState(before);
  return (
    <FormDialog
      title={t('passkeys.renameTitle', { name: before })}
      deed={t('passkeys.save')}
      ready={name.trim() !== ''}
      run={async () => {
        await call('PATCH /me/passkeys/:id', { params: { id }, body: { name: name.trim() } });
        done();
      }}
      close={close}
    >
      <Field label={t('passkeys.name')} required>
        <Input autoComplete="off" value={name} onChange={(_, { value }) => setName(value)} />
      </Field>
    </FormDialog>
  );
}
