/** One entry: who, when, and each setting before and after. */
import { Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../api/contracts.ts';
import { actorName } from '../../parts/actor.ts';
import { textOf } from '../../parts/changes-between.ts';
import { Facts } from '../../parts/facts.tsx';
import { Flyout } from '../../parts/flyout.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { InnerLink } from '../../parts/inner-link.tsx';
import { Section } from '../../parts/section.tsx';
import { SmallTable } from '../../parts/small-table.tsx';
import { Time } from '../../parts/time.tsx';
import { entryChanges, notedWord, placeOf } from './entry.ts';
import { useFieldNames } from '../../parts/field-names.ts';

interface Props {
  readonly entry: AuditEntry;
  readonly close: () => void;
  readonly previous: (() => void) | null;
  readonly next: (() => void) | null;
}

export function Details({ entry, ...rest }: Props) {
  const { t, i18n } = useTranslation('audit');
  const { at, actor, verb, kind, name, organization, id, revision } = entry;
  const place = placeOf(entry);
  const how = actor.slice(0, Math.max(0, actor.indexOf(':')));
  return (
    <Flyout open title={name} {...rest}>
      <Facts
        of={[
          [t('columns.at'), <Time key="at" at={at} />],
          [t('columns.actor'), actorName(actor)],
          [t('columns.how'), i18n.exists(`hows.${how}`, { ns: 'audit' }) ? t(`hows.${how as 'admin'}`) : null],
          [t('columns.verb'), t(`verbs.${verb}`)],
          [t('columns.kind'), t(`kinds.${kind as 'device'}`)],
          [t('columns.organization'), organization],
          [t('columns.id'), id],
          [t('columns.revision'), String(revision)],
        ]}
      />
      <Changes entry={entry} />
      <Text>
        {place !== null && (
          <>
            <PageLink to={place}>{t('details.open')}</PageLink>
            {' · '}
          </>
        )}
        <InnerLink to={`/settings/audit?${new URLSearchParams({ id })}`}>{t('details.more')}</InnerLink>
      </Text>
    </Flyout>
  );
}

function Changes({ entry }: { readonly entry: AuditEntry }) {
  const { t } = useTranslation('audit');
  const { nameOf, values } = useFieldNames();
  const changes = entryChanges(entry);
  const word = notedWord(entry);
  if (word !== null) return <Facts of={[[t('details.noted'), word]]} />;
  if (changes.length === 0) return <Text>{t('details.nothing')}</Text>;
  const isOneState = entry.before === null || entry.after === null;
  const title = t(`details.${isOneState ? (entry.after === null ? 'removed' : 'made') : 'changes'}`);
  return (
    <Section title={title}>
      <SmallTable
        label={title}
        rows={changes}
        keyOf={({ field }) => field}
        columns={[
          { name: t('details.field'), width: '30%', namesRow: true, cell: ({ field }) => nameOf(field) },
          ...(entry.before === null ? [] : [{ name: t('details.before'), cell: beforeOf }]),
          ...(entry.after === null ? [] : [{ name: t('details.now'), cell: nowOf }]),
        ]}
      />
    </Section>
  );

  function beforeOf({ before }: (typeof changes)[number]): string {
    return textOf(before, values);
  }
  function nowOf({ now }: (typeof changes)[number]): string {
    return textOf(now, values);
  }
}
