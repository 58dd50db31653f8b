/** The values to set in a device, on one page to take along: large, and nothing else of the admin center when it is printed. */
import { Button, makeStyles, Text, tokens, typographyStyles } from '@fluentui/react-components';
import { Print20Regular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { DeviceSettings } from '../../api/contracts.ts';
import { Asked } from '../../parts/asked.tsx';
import { Heading } from '../../parts/heading.tsx';
import { Qr } from '../../parts/qr.tsx';
import { Remedy } from '../../parts/remedy.tsx';
import { Section } from '../../parts/section.tsx';
import { useUrl } from '../../parts/url.ts';

const useStyles = makeStyles({
  values: {
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalXXL,
    rowGap: tokens.spacingVerticalS,
    margin: 0,
    '@media (max-width: 640px)': { gridTemplateColumns: 'minmax(0, 1fr)', rowGap: 0 },
  },
  name: { ...typographyStyles.subtitle2Stronger, color: tokens.colorNeutralForeground2, alignSelf: 'center' },
  value: { ...typographyStyles.title3, margin: 0, overflowWrap: 'anywhere' },
  steps: { ...typographyStyles.subtitle2, margin: 0, paddingInlineStart: tokens.spacingHorizontalXXL },
  code: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, overflowWrap: 'anywhere' },
});

export function Sheet({ device }: { readonly device: string }) {
  const { t } = useTranslation('devices');
  const { change } = useUrl();
  const settings = useQuery({
    queryKey: ['directory', 'devices', 'settings', device],
    queryFn: ({ signal }) => call('GET /devices/:name/settings', { params: { name: device }, signal }),
  });
  const name = settings.data?.device ?? '';
  return (
    <>
      <Heading
        actions={
          <span data-screen-only>
            <Button onClick={() => change({ sheet: undefined, open: device })}>{t('print.back')}</Button>{' '}
            <Button appearance="primary" icon={<Print20Regular />} onClick={() => print()}>
              {t('print.print')}
            </Button>
          </span>
        }
      >
        {t('print.title', { name })}
      </Heading>
      <Asked query={settings}>{(values) => <Values values={values} id={device} />}</Asked>
    </>
  );
}

function Values({ values, id }: { readonly values: DeviceSettings; readonly id: string }) {
  const { t } = useTranslation('devices');
  const styles = useStyles();
  const signsIn = values.signIn !== 'none';
  const rows: readonly (readonly [name: string, value: string])[] = [
    [t('print.server'), values.server],
    [t('print.port'), String(values.port)],
    [t('print.encryption'), t(`print.tls.${values.tls}`)],
    [t('print.signIn'), t(signsIn ? 'print.signInOn' : 'print.signInNone')],
    ...(signsIn
      ? [
          [t('print.user'), values.login ?? t('print.userMailbox')] as const,
          [t('print.password'), t('print.passwordText')] as const,
        ]
      : []),
    [t('print.from'), values.from ?? t('print.fromDomain', { domains: values.domains.join(', @') })],
  ];
  const address = `${location.origin}/devices?${new URLSearchParams({ open: id })}`;
  return (
    <>
      <dl className={styles.values}>
        {rows.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt className={styles.name}>{name}</dt>
            <dd className={styles.value}>{value}</dd>
          </div>
        ))}
      </dl>
      {values.nextSteps.length > 0 && (
        <Section as="h2" title={t('print.left')}>
          {values.nextSteps.map((step) => (
            <Remedy key={step.cure} told={step} />
          ))}
        </Section>
      )}
      <Section as="h2" title={t('print.test')}>
        <ol className={styles.steps}>
          {t('print.steps', { returnObjects: true }).map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </Section>
      <div className={styles.code}>
        <Qr text={address} label={t('print.code')} size={160} />
        <Text size={200}>{address}</Text>
      </div>
    </>
  );
}
