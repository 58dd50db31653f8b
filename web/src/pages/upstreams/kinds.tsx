/** The first step: where mail goes, by the name that people know it by. */
import { makeStyles, Radio, RadioGroup, Text, tokens } from '@fluentui/react-components';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { UpstreamKind } from '../../api/contracts.ts';
import type words from '../../words/en/upstreams.ts';

type Named = keyof typeof words.kinds.names;
type Group = keyof typeof words.kinds.groups;

/** In the order in which they are offered. */
const groups: readonly (readonly [Group, readonly Named[]])[] = [
  ['microsoft', ['microsoft365-submission', 'graph', 'microsoft365-connector', 'hve']],
  ['google', ['google', 'google-relay']],
  ['services', ['azure', 'amazon-ses', 'sendgrid', 'brevo']],
  ['others', ['smart-host', 'oauth-smart-host', 'direct']],
];
const placed = new Set<string>(groups.flatMap(([, names]) => names));

const useStyles = makeStyles({
  groups: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  group: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXS },
  name: { color: tokens.colorNeutralForeground2 },
  hint: { color: tokens.colorNeutralForeground3 },
});

interface Props {
  readonly kinds: readonly UpstreamKind[];
  readonly value: string;
  readonly change: (kind: string) => void;
}

export function Kinds({ kinds, value, change }: Props) {
  const { t } = useTranslation('upstreams');
  const styles = useStyles();
  const there = new Set(kinds.map(({ kind }) => kind));
  // One that a newer server knows is offered by its own name.
  const others = kinds.filter(({ kind }) => !placed.has(kind));
  return (
    <RadioGroup
      className={styles.groups}
      aria-label={t('steps.kind')}
      value={value}
      onChange={(_, { value: chosen }) => change(chosen)}
    >
      {groups.map(([group, names]) => (
        <Offered key={group} title={t(`kinds.groups.${group}`)}>
          {names
            .filter((name) => there.has(name))
            .map((name) => (
              <Radio
                key={name}
                value={name}
                label={
                  <>
                    {t(`kinds.names.${name}`)}
                    <Text block size={200} className={styles.hint}>
                      {t(`kinds.texts.${name}`)}
                    </Text>
                  </>
                }
              />
            ))}
        </Offered>
      ))}
      {others.map(({ kind }) => (
        <Radio key={kind} value={kind} label={kind} />
      ))}
    </RadioGroup>
  );
}

function Offered({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const styles = useStyles();
  const id = useId();
  return (
    <div role="group" aria-labelledby={id} className={styles.group}>
      <Text id={id} weight="semibold" className={styles.name}>
        {title}
      </Text>
      {children}
    </div>
  );
}
