/** Somebody changed what a form was filled in from: what they changed is shown, and the person loads it anew, or saves over it. */
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, call } from '../api/call.ts';
import { type Collision, meanwhile, type Seen } from '../api/meanwhile.ts';
import { actorName } from '../parts/actor.ts';
import { Asked } from '../parts/asked.tsx';
import { SmallTable } from '../parts/small-table.tsx';
import { dayAndTime } from '../parts/time.tsx';
import { changesBetween, type Fields, textOf } from '../parts/changes-between.ts';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', alignItems: 'stretch', gap: tokens.spacingVerticalM },
});

interface Open {
  readonly collision: Collision;
  readonly answer: (over: Seen | null) => void;
}

/** @param anew the page is to begin anew. */
export function Meanwhile({ anew }: { readonly anew: () => void }) {
  const queries = useQueryClient();
  const [open, setOpen] = useState<Open | null>(null);
  useEffect(
    () => meanwhile.askedBy((collision) => new Promise((resolve) => setOpen({ collision, answer: resolve }))),
    [],
  );
  if (open === null) return null;
  const end = (over: Seen | null): void => {
    setOpen(null);
    open.answer(over);
  };
  return (
    <MeanwhileDialog
      collision={open.collision}
      end={end}
      anew={() =>
        void queries
          .invalidateQueries()
          .then(anew, anew)
          .then(() => end(null))
      }
    />
  );
}

interface Found {
  /** null: it is not there any more. */
  readonly present: (Seen & Fields) | null;
  readonly last: { readonly actor: string; readonly at: number } | null;
}

const MAPPING = '/sso/mappings/:value';

async function look({ key, params, seen }: Collision, signal: AbortSignal): Promise<Found> {
  const { id, name, value } = seen as Seen & Fields;
  const isMapping = key.endsWith(MAPPING);
  const of = isMapping ? `sso-mapping:${String(value)}` : typeof id === 'string' ? id : `admin:${String(name)}`;
  const [present, entries] = await Promise.all([
    presentOf(key, params, signal).catch(absent),
    // The last change; nobody's in particular for who may not read it.
    call('GET /audit', { query: { id: of, limit: 1 }, signal }).catch(() => null),
  ]);
  return { present, last: entries?.items[0] ?? null };
}

async function presentOf(key: string, params: Collision['params'], signal: AbortSignal): Promise<Found['present']> {
  // Of these there is the list alone.
  if (key.endsWith(MAPPING)) {
    const { items } = await call('GET /sso/mappings', { signal });
    return items.find(({ value }) => value === params['value']) ?? null;
  }
  if (key.endsWith('/administrators/:name')) {
    const { items } = await call('GET /administrators', { signal });
    return items.find(({ name }) => name === params['name']) ?? null;
  }
  // Each kind is shown where it is changed.
  const path = key.replace(/^\w+/u, 'GET') as 'GET /devices/:name';
  return (await call(path, { params: { name: String(params['name']) }, signal })).item;
}

function absent(error: unknown): null {
  if (error instanceof ApiProblem && error.status === 404) return null;
  throw error;
}

interface DialogProps {
  readonly collision: Collision;
  readonly end: (over: Seen | null) => void;
  readonly anew: () => void;
}

function MeanwhileDialog({ collision, end, anew }: DialogProps) {
  const { t } = useTranslation('meanwhile');
  const styles = useStyles();
  const found = useQuery({
    queryKey: ['meanwhile', collision.key, collision.seen.etag],
    queryFn: ({ signal }) => look(collision, signal),
    staleTime: 0,
    gcTime: 0,
  });
  const present = found.data?.present ?? null;
  const isRemoval = collision.key.startsWith('DELETE');
  return (
    <Dialog open modalType="alert" onOpenChange={(_, { open }) => open || end(null)}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('title')}</DialogTitle>
          <DialogContent className={styles.content}>
            <Asked query={found}>{(told) => <Told seen={collision.seen as Seen & Fields} found={told} />}</Asked>
            {present !== null && !isRemoval && <Text>{t('over')}</Text>}
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={anew}>
              {t('anew')}
            </Button>
            {present !== null && (
              <Button onClick={() => end(present)}>{t(isRemoval ? 'removeAnyway' : 'saveOver')}</Button>
            )}
            <Button onClick={() => end(null)}>{t('cancel')}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function Told({ seen, found: { present, last } }: { readonly seen: Seen & Fields; readonly found: Found }) {
  const { t } = useTranslation('meanwhile');
  const name = String(seen['name'] ?? seen['address'] ?? '');
  if (present === null) return <Text>{t('gone', { name })}</Text>;
  const words = { on: t('on'), off: t('off'), none: t('none') };
  const changes = changesBetween(seen, present);
  return (
    <>
      <Text>
        {last === null
          ? t('changed', { name })
          : t('changedBy', { name, actor: actorName(last.actor), when: dayAndTime(last.at) })}
      </Text>
      {changes.length === 0 ? (
        <Text>{t('unseen')}</Text>
      ) : (
        <SmallTable
          label={t('list')}
          rows={changes}
          keyOf={({ field }) => field}
          columns={[
            { name: t('field'), namesRow: true, cell: ({ field }) => t(`fields.${field as 'name'}`) },
            { name: t('before'), cell: ({ before }) => textOf(before, words) },
            { name: t('now'), cell: ({ now }) => textOf(now, words) },
          ]}
        />
      )}
    </>
  );
}
