/** Whose it becomes that a form makes: asked where all organizations are looked at, and nobody's by chance. */
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Choice } from './choice.tsx';
import { useOrganizationChoice } from './organization.ts';

export interface Owner {
  /** As `organization` of what makes it; undefined: not said yet, or there is none at all. */
  readonly organization: string | undefined;
  /** false: the form waits for it. */
  readonly isSaid: boolean;
  /** What a step of a wizard says that lacks it; null: nothing is lacking. */
  readonly fault: string | null;
  /** null: there is nothing to ask. */
  readonly field: ReactNode;
}

interface Options {
  /** Of what is there already, an id: nothing is asked. */
  readonly of?: string | undefined;
  /** What was made for the one before is not for this one. */
  readonly changed?: () => void;
}

export function useOwner({ of, changed }: Options = {}): Owner {
  const { t } = useTranslation('parts');
  const { all, chosen } = useOrganizationChoice();
  const [said, setSaid] = useState<string | null>(null);
  if (of !== undefined || chosen !== null || all.length < 2)
    return { organization: of ?? chosen ?? all[0]?.id, isSaid: true, fault: null, field: null };
  return {
    organization: said ?? undefined,
    isSaid: said !== null,
    fault: said === null ? t('owner.missing') : null,
    field: (
      <Choice
        label={t('owner.label')}
        placeholder={t('owner.choose')}
        value={said ?? ''}
        options={all.map(({ id, name }) => ({ value: id, name }))}
        change={(id) => {
          changed?.();
          setSaid(id);
        }}
      />
    ),
  };
}
