/** How it looks: theme and density of each person, kept in the browser. */
import { teamsHighContrastTheme, type Theme, webDarkTheme, webLightTheme } from '@fluentui/react-components';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react';

export const themeNames = ['system', 'light', 'dark', 'contrast'] as const;
export const densityNames = ['normal', 'compact'] as const;
export interface Look {
  readonly theme: (typeof themeNames)[number];
  readonly density: (typeof densityNames)[number];
}

interface LookContext extends Look {
  readonly fluent: Theme;
  change(part: Partial<Look>): void;
}

const PLACE = 'doorpost-look';
const standard: Look = { theme: 'system', density: 'normal' };

function kept(): Look {
  try {
    const { theme, density } = JSON.parse(localStorage.getItem(PLACE) ?? '{}') as Partial<Look>;
    return {
      theme: themeNames.find((one) => one === theme) ?? standard.theme,
      density: densityNames.find((one) => one === density) ?? standard.density,
    };
  } catch {
    return standard;
  }
}

const dark = matchMedia('(prefers-color-scheme: dark)');
const useDark = (): boolean =>
  useSyncExternalStore(
    (changed) => {
      dark.addEventListener('change', changed);
      return () => dark.removeEventListener('change', changed);
    },
    () => dark.matches,
  );

const Context = createContext<LookContext | null>(null);

export function LookProvider({ children }: { readonly children: ReactNode }) {
  const [look, setLook] = useState(kept);
  const systemIsDark = useDark();
  useEffect(() => {
    const follow = ({ key }: StorageEvent): void => {
      if (key === PLACE) setLook(kept());
    };
    // Chosen in another tab.
    addEventListener('storage', follow);
    return () => removeEventListener('storage', follow);
  }, []);
  const value = useMemo<LookContext>(() => {
    const { theme } = look;
    const isDark = theme === 'dark' || (theme === 'system' && systemIsDark);
    const fluent = theme === 'contrast' ? teamsHighContrastTheme : isDark ? webDarkTheme : webLightTheme;
    return {
      ...look,
      fluent,
      change(part) {
        const next = { ...look, ...part };
        localStorage.setItem(PLACE, JSON.stringify(next));
        setLook(next);
      },
    };
  }, [look, systemIsDark]);
  return <Context value={value}>{children}</Context>;
}

export function useLook(): LookContext {
  const look = useContext(Context);
  if (look === null) throw new Error('no look');
  return look;
}

/** Of data beside each other in high contrast, where the theme has one white for all of its palette: the colours that it has at all. */
const IN_CONTRAST = [
  'colorNeutralForeground1',
  'colorCompoundBrandForeground1',
  'colorBrandForegroundLink',
  'colorNeutralForegroundDisabled',
] as const satisfies readonly (keyof Theme)[];

/** null: the palette of the theme tells data apart. */
export function useContrastColours(): readonly string[] | null {
  const { theme, fluent } = useLook();
  return useMemo(() => (theme === 'contrast' ? IN_CONTRAST.map((name) => fluent[name]) : null), [theme, fluent]);
}
