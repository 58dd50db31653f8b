/**
 * HTML of a stranger, made harmless by the server, in a frame that could do nothing even if it were not: without scripts, forms, an origin, or
 * anything that is loaded.
 */
import { makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';

const POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'";
const HEAD = `<!doctype html><html lang="und"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}"><meta name="color-scheme" content="light"><title>Preview</title></head><body>`;

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { readonly createHTML: (html: string) => string },
  ): {
    createHTML(html: string): string;
  };
}

const useStyles = makeStyles({
  frame: {
    width: '100%',
    height: '360px',
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
    // Mail is written for paper.
    backgroundColor: 'white',
    colorScheme: 'light',
  },
});

export function StrangerFrame({ html, title }: { readonly html: string; readonly title: string }) {
  const styles = useStyles();
  const frame = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    if (frame.current === null) return;
    const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };
    const whole = `${HEAD}${html}</body></html>`;
    // Nothing runs in the frame whatever it holds: that is why this may be trusted, and nothing else on the page is.
    const policy = trustedTypes?.createPolicy('stranger-frame', { createHTML: (one) => one });
    frame.current.srcdoc = policy?.createHTML(whole) ?? whole;
  }, [html]);
  return <iframe ref={frame} className={styles.frame} sandbox="" title={title} referrerPolicy="no-referrer" />;
}
