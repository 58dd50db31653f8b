/** What a file would change, object by object, with each setting before and after; then what was changed. */
import { Button, makeStyles, MessageBar, MessageBarBody, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Applied } from '../../api/contracts.ts';
import { countText } from '../../parts/amounts.ts';
import { Bullets } from '../../parts/bullets.tsx';
import { textOf } from '../../parts/changes-between.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Copyable } from '../../parts/copyable.tsx';
import { doubtsOf } from '../../parts/doubts.ts';
import { useFieldNames } from '../../parts/field-names.ts';
import { Remedy } from '../../parts/remedy.tsx';
import { Section } from '../../parts/section.tsx';
import { capital } from '../../parts/sentence.ts';
import { SmallTable } from '../../parts/small-table.tsx';
import { type Mood, StateWord } from '../../parts/state-word.tsx';
import type { Planned, PlanOfFile } from './use-plan.ts';

type Change = Applied['changes'][number];

const AT_ONCE = 50;
const NAMED = 10;
const moods: Readonly<Record<Change['action'], Mood>> = { create: 'good', update: 'neutral', delete: 'bad' };

const useStyles = makeStyles({
  plan: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  change: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, minWidth: 0 },
  name: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, overflowWrap: 'anywhere' },
  kind: { color: tokens.colorNeutralForeground2 },
});

const countOf = (changes: readonly Change[], action: Change['action']): number =>
  changes.filter((one) => one.action === action).length;

export function Plan({ file, planned }: { readonly file: PlanOfFile; readonly planned: Planned }) {
  const { t } = useTranslation('transfer');
  const styles = useStyles();
  const [asking, setAsking] = useState(false);
  const { plan, isAnother } = planned;
  const { changes } = plan;
  const count = changes.length;
  return (
    <Section as="h2" title={t('plan.title')}>
      <div className={styles.plan}>
        {isAnother && (
          <MessageBar intent="warning" layout="multiline" politeness="assertive">
            <MessageBarBody>{t('plan.changed')}</MessageBarBody>
          </MessageBar>
        )}
        <Text weight="semibold" role="status">
          {count === 0 ? t('plan.nothing') : t('plan.counts', countsOf(changes))}
        </Text>
        <Warnings of={plan} />
        {count > 0 && (
          <>
            <div>
              <Button appearance="primary" onClick={() => setAsking(true)}>
                {t('plan.apply', { count })}
              </Button>
            </div>
            <Changes of={changes} />
          </>
        )}
      </div>
      <Confirm
        open={asking}
        title={t('ask.title', { count })}
        deed={t('ask.deed', { count })}
        forGood={countOf(changes, 'delete')}
        run={file.apply}
        close={() => setAsking(false)}
      >
        <Question changes={changes} />
      </Confirm>
    </Section>
  );
}

const countsOf = (changes: readonly Change[]) => ({
  create: countText(countOf(changes, 'create')),
  update: countText(countOf(changes, 'update')),
  delete: countText(countOf(changes, 'delete')),
});

function Question({ changes }: { readonly changes: readonly Change[] }) {
  const { t } = useTranslation('transfer');
  const removed = changes.filter(({ action }) => action === 'delete').map(({ name }) => name);
  const names = [...removed.slice(0, NAMED), ...(removed.length > NAMED ? ['…'] : [])].join(', ');
  return (
    <>
      <Text as="p">{t('ask.text')}</Text>
      {removed.length > 0 && <Text as="p">{t('ask.removed', { count: removed.length, names })}</Text>}
    </>
  );
}

function Changes({ of: changes }: { readonly of: readonly Change[] }) {
  const { t } = useTranslation('transfer');
  const styles = useStyles();
  const [shown, setShown] = useState(AT_ONCE);
  const left = changes.length - shown;
  return (
    <>
      <ul className={styles.list} role="list">
        {changes.slice(0, shown).map((change, index) => (
          // Their order is all they have.
          <li key={index} className={styles.change}>
            <OneChange change={change} />
          </li>
        ))}
      </ul>
      {changes.some(({ action, fields }) => action !== 'delete' && fields.length === 0) && (
        <Text>{t('plan.notInFull')}</Text>
      )}
      {left > 0 && (
        <div>
          <Button onClick={() => setShown(shown + AT_ONCE)}>
            {t('plan.more', { amount: countText(Math.min(left, AT_ONCE)) })}
          </Button>
        </div>
      )}
    </>
  );
}

function OneChange({ change: { action, kind, name, fields } }: { readonly change: Change }) {
  const { t } = useTranslation('transfer');
  const { t: ofAudit, i18n } = useTranslation('audit');
  const { nameOf, values } = useFieldNames();
  const styles = useStyles();
  const kindName = i18n.exists(`kinds.${kind}`, { ns: 'audit' }) ? ofAudit(`kinds.${kind as 'device'}`) : kind;
  const said = action === 'create' ? fields.filter(({ after }) => isSaid(after) && after !== name) : fields;
  return (
    <>
      <div className={styles.name}>
        <StateWord mood={moods[action]}>{t(`plan.${action}`)}</StateWord>
        <Text className={styles.kind}>{kindName}</Text>
        <Text weight="semibold">{name}</Text>
      </div>
      {said.length > 0 && (
        <SmallTable
          label={`${kindName} ${name}`}
          size="extra-small"
          alignTop
          rows={said}
          keyOf={({ field }) => field}
          columns={[
            { name: t('plan.field'), width: '30%', namesRow: true, cell: ({ field }) => nameOf(field) },
            ...(action === 'update'
              ? [{ name: t('plan.before'), cell: ({ before }: (typeof said)[number]) => textOf(before, values) }]
              : []),
            {
              name: t(action === 'update' ? 'plan.after' : 'plan.value'),
              cell: ({ after }: (typeof said)[number]) => textOf(after, values),
            },
          ]}
        />
      )}
    </>
  );
}

/** Of what is new, settings without a value tell nothing, and its name stands above. */
const isSaid = (value: unknown): boolean =>
  value !== null && value !== '' && !(Array.isArray(value) && value.length === 0) && JSON.stringify(value) !== '{}';

function Warnings({ of }: { readonly of: Applied }) {
  const { t } = useTranslation('transfer');
  const doubts = doubtsOf(of);
  if (doubts.length === 0) return null;
  return (
    <Section title={t('plan.warnings')}>
      <Bullets
        of={doubts.map(({ text, cure, remedy }, index) => ({
          key: `${index}`,
          mood: 'warning',
          text: (
            <>
              <Text>{capital(text)}</Text>
              {cure !== undefined && <Remedy quiet told={{ cure, ...(remedy !== undefined && { remedy }) }} />}
            </>
          ),
        }))}
      />
    </Section>
  );
}

/** What was made. Passwords are told this once. */
export function Outcome({ applied, again }: { readonly applied: Applied; readonly again: () => void }) {
  const { t } = useTranslation('transfer');
  const styles = useStyles();
  const { changes, passwords = [] } = applied;
  return (
    <div className={styles.plan}>
      <MessageBar intent="success" layout="multiline" politeness="polite">
        <MessageBarBody>{t('done.title', { count: changes.length })}</MessageBarBody>
      </MessageBar>
      {passwords.length > 0 && (
        <Section as="h2" title={t('done.passwords')}>
          <Text>{t('done.passwordsText')}</Text>
          <SmallTable
            label={t('done.passwords')}
            rows={passwords}
            keyOf={({ username, name }) => `${username} ${name}`}
            columns={[
              { name: t('done.mailbox'), cell: ({ mailbox }) => mailbox },
              { name: t('done.name'), cell: ({ name }) => name },
              { name: t('done.username'), cell: ({ username }) => username },
              { name: t('done.password'), cell: ({ password }) => <Copyable text={password} /> },
            ]}
          />
        </Section>
      )}
      <Warnings of={applied} />
      <div>
        <Button onClick={again}>{t('done.again')}</Button>
      </div>
    </div>
  );
}
