/** What runs out one day if nobody looks: certificate, disk, backup, secrets. */
import { useTranslation } from 'react-i18next';
import type { Summary } from '../../api/contracts.ts';
import { sizeText } from '../../parts/amounts.ts';
import { Facts } from '../../parts/facts.tsx';
import { Section } from '../../parts/section.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { dateIn } from '../../parts/day-in.ts';
import { dayText, Time } from '../../parts/time.tsx';

type Props = Pick<Summary, 'certificate' | 'disk' | 'nextExpiry' | 'lastBackupAt' | 'setUp' | 'zone'>;

/** The last day of a client secret is a day that somebody wrote, the same everywhere. */
const expiryText = ({ kind, expiresAt, subject }: NonNullable<Summary['nextExpiry']>, zone: string): string =>
  `${kind === 'secret-expires' ? dayText(expiresAt) : dateIn(expiresAt, zone)}, ${subject}`;

export function Server({ certificate, disk, nextExpiry, lastBackupAt, setUp, zone }: Props) {
  const { t } = useTranslation('home');
  // Whose affair it is sees it among the steps.
  const seesBackup = setUp.some(({ step }) => step === 'backup');
  const free = sizeText(disk.freeBytes);
  return (
    <Section as="h2" title={t('server.title')}>
      <Facts
        of={[
          [t('server.certificate'), certificate && dateIn(certificate.notAfter, zone)],
          [t('server.expiry'), nextExpiry && expiryText(nextExpiry, zone)],
          [t('server.disk'), disk.full ? <StateWord mood="bad">{free}</StateWord> : free],
          [
            t('server.backup'),
            !seesBackup ? null : lastBackupAt === null ? t('server.never') : <Time at={lastBackupAt} as="relative" />,
          ],
        ]}
      />
    </Section>
  );
}
