/** What somebody may: a role, the organizations it is for, and whether they read what people wrote. */
import { Dropdown, Field, Option, Switch } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Me } from '../api/contracts.ts';
import { useOrganizationChoice } from './organization.ts';

const ROLES = ['global-administrator', 'organization-administrator', 'help-desk', 'reader'] as const;

export interface Grant {
  readonly role: Me['role'];
  /** Ids; of a Global administrator none are said, who has all. */
  readonly organizations: readonly string[];
  readonly content: boolean;
}

type Shown = Pick<Me, 'role' | 'organizations' | 'content'>;

export const grantOf = ({ role, organizations, content }: Shown): Grant => ({
  role,
  organizations: (organizations ?? []).map(({ id }) => id),
  content,
});

/** As the API is told. */
export const grantSaid = ({ role, organizations, content }: Grant) => ({
  role,
  organizations: role === 'global-administrator' ? [] : [...organizations],
  content,
});

export const isWholeGrant = ({ role, organizations }: Grant): boolean =>
  role === 'global-administrator' || organizations.length > 0;

export function useOrganizationNames(): (organizations: Shown['organizations']) => string {
  const { t } = useTranslation('people');
  return (organizations) =>
    organizations === null
      ? t('grant.all')
      : organizations.map(({ id, name }) => name ?? t('grant.gone', { id })).join(', ');
}

export function GrantFields({
  grant,
  change,
}: {
  readonly grant: Grant;
  readonly change: (part: Partial<Grant>) => void;
}) {
  const { t } = useTranslation('people');
  const { t: shell } = useTranslation();
  const { all } = useOrganizationChoice();
  const chosen = all.filter(({ id }) => grant.organizations.includes(id));
  return (
    <>
      <Field label={t('grant.role')} hint={t(`grant.roles.${grant.role}`)}>
        <Dropdown
          inlinePopup
          value={shell(`roles.${grant.role}`)}
          selectedOptions={[grant.role]}
          onOptionSelect={(_, { optionValue }) => {
            const role = ROLES.find((one) => one === optionValue);
            if (role !== undefined) change({ role });
          }}
        >
          {ROLES.map((role) => (
            <Option key={role} value={role}>
              {shell(`roles.${role}`)}
            </Option>
          ))}
        </Dropdown>
      </Field>
      {grant.role !== 'global-administrator' && (
        <Field label={t('grant.organizations')} required>
          <Dropdown
            inlinePopup
            multiselect
            value={chosen.map(({ name }) => name).join(', ')}
            selectedOptions={[...grant.organizations]}
            onOptionSelect={(_, { selectedOptions }) => change({ organizations: selectedOptions })}
          >
            {all.map(({ id, name }) => (
              <Option key={id} value={id}>
                {name}
              </Option>
            ))}
          </Dropdown>
        </Field>
      )}
      <Field hint={t('grant.contentHint')}>
        <Switch
          label={t('grant.content')}
          checked={grant.content}
          onChange={(_, { checked }) => change({ content: checked })}
        />
      </Field>
    </>
  );
}
