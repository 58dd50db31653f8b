/** Keys that work on every page; `?` lists them. */
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { pages } from '../pages/all.ts';

const KeysHelp = lazy(async () => ({ default: (await import('./keys-help.tsx')).KeysHelp }));

/** The second key of `g t` comes within. */
const CHORD_MS = 1_500;

/** Where letters are letters. */
const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

export function Keys({ search }: { readonly search: () => void }) {
  const navigate = useNavigate();
  const [help, setHelp] = useState(false);
  const chord = useRef(0);
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.shiftKey) {
        event.preventDefault();
        search();
        return;
      }
      const inDialog = document.querySelector('[role=dialog], [role=alertdialog], [role=menu]') !== null;
      if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target) || inDialog) return;
      const page = pages.find(({ key }) => key === event.key);
      if (event.timeStamp - chord.current < CHORD_MS && page !== undefined) {
        chord.current = 0;
        event.preventDefault();
        void navigate({ to: page.path });
        return;
      }
      chord.current = event.key === 'g' ? event.timeStamp : 0;
      if (event.key === '/') {
        event.preventDefault();
        search();
      } else if (event.key === '?') setHelp(true);
    };
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  }, [navigate, search]);
  return (
    help && (
      <Suspense>
        <KeysHelp onClose={() => setHelp(false)} />
      </Suspense>
    )
  );
}
